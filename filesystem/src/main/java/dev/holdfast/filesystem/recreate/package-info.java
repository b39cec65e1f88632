/**
 * Makes files again as they were, below a directory that is held open, never through a link that
 * somebody put in the way. Start at {@link dev.holdfast.filesystem.recreate.Recreation}.
 *
 * <p>Everything but a directory is made under a temporary name, gets its content and attributes
 * there, and is then renamed into place: a half-written file is never mistaken for the file, and
 * what it replaces is whole until the last moment. (A nameless file would leave nothing behind
 * after a crash, but cannot replace, and not every file system has them.) A directory is private
 * until it is finished.
 */
@NullMarked
package dev.holdfast.filesystem.recreate;

import org.jspecify.annotations.NullMarked;
