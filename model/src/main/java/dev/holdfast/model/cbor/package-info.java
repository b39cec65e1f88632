/**
 * Deterministic CBOR (RFC 8949 §4.2) for everything that is not a fixed binary layout. Start at
 * {@link Cbor}.
 */
@NullMarked
package dev.holdfast.model.cbor;

import org.jspecify.annotations.NullMarked;
