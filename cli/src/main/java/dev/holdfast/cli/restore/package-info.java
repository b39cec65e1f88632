/** {@code holdfast restore}. Start at {@link dev.holdfast.cli.restore.RestoreCommand}. */
@NullMarked
package dev.holdfast.cli.restore;

import org.jspecify.annotations.NullMarked;
