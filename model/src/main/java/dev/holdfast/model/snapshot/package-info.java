/** What a server says about the snapshots and partials of a vault. Start at {@link Snapshot}. */
@NullMarked
package dev.holdfast.model.snapshot;

import org.jspecify.annotations.NullMarked;
