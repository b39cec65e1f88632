/**
 * Makes files again as they were, below a directory that is held open, never through a link that
 * somebody put in the way. Start at {@link dev.holdfast.filesystem.recreate.Recreation}.
 *
 * <p>In a directory that existed, everything but a directory is made under a temporary name, gets
 * its content and attributes there, and is then renamed into place: a half-written file is never
 * mistaken for the file, and what it replaces is whole until the last moment. In a directory that
 * the restore made, and that nobody else can enter before it is finished, things have their real
 * names from the beginning. Of directories only some are open at a time.
 */
@NullMarked
package dev.holdfast.filesystem.recreate;

import org.jspecify.annotations.NullMarked;
