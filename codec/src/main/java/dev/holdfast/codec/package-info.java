/** Placeholder. */
@NullMarked
package dev.holdfast.codec;

import org.jspecify.annotations.NullMarked;
