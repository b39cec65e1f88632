/**
 * Names and identities that every module shares. Values only: no clock, no disk. Start at {@link
 * ObjectId}.
 */
@NullMarked
package dev.holdfast.model;

import org.jspecify.annotations.NullMarked;
