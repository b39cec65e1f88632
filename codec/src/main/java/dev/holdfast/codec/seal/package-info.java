/**
 * Objects to sealed records and back: identity, compression, encryption, proof. Start at {@link
 * Sealer} and {@link Opener}.
 */
@NullMarked
package dev.holdfast.codec.seal;

import org.jspecify.annotations.NullMarked;
