/**
 * Which file systems there are, what names each for good, and which are worth saving. Start at
 * {@code FileSystemIds}.
 */
@NullMarked
package dev.holdfast.filesystem.volume;

import org.jspecify.annotations.NullMarked;
