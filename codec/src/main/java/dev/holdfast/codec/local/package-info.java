/**
 * Seals what is kept beside a vault: what a client keeps for itself, under a key, and what a person
 * takes along, under a passphrase. Start at {@link dev.holdfast.codec.local.LocalBox}.
 */
@NullMarked
package dev.holdfast.codec.local;

import org.jspecify.annotations.NullMarked;
