/** Paths as people name them. Start at {@link dev.holdfast.filesystem.path.RealPaths}. */
@NullMarked
package dev.holdfast.filesystem.path;

import org.jspecify.annotations.NullMarked;
