/** Keys from keys, and keyed hashes: the two SHA-256 constructions that all formats use. */
@NullMarked
package dev.holdfast.codec.derive;

import org.jspecify.annotations.NullMarked;
