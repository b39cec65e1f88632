/**
 * What a target has at present, beside what a snapshot has. Start at {@link
 * dev.holdfast.client.present.Found}.
 */
@NullMarked
package dev.holdfast.client.present;

import org.jspecify.annotations.NullMarked;
