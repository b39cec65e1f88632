/** Which snapshot, and what in it. Start at {@link dev.holdfast.cli.snapshot.OpenSnapshot}. */
@NullMarked
package dev.holdfast.cli.snapshot;

import org.jspecify.annotations.NullMarked;
