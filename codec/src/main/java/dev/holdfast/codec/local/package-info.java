/**
 * Seals what a client keeps for itself beside the vault. Start at {@link
 * dev.holdfast.codec.local.LocalBox}.
 */
@NullMarked
package dev.holdfast.codec.local;

import org.jspecify.annotations.NullMarked;
