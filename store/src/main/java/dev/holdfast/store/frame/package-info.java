/**
 * Small runs of bytes that know what they are and prove that they are whole. Start at {@link
 * Frame}.
 */
@NullMarked
package dev.holdfast.store.frame;

import org.jspecify.annotations.NullMarked;
