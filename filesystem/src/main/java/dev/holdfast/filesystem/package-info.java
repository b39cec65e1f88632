/** Placeholder. */
@NullMarked
package dev.holdfast.filesystem;

import org.jspecify.annotations.NullMarked;
