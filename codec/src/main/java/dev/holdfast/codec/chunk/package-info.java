/**
 * Decides where content, small files and directories are cut, the same every time for one vault.
 * Pure: no clock, no disc. Start at {@link Chunker}.
 */
@NullMarked
package dev.holdfast.codec.chunk;

import org.jspecify.annotations.NullMarked;
