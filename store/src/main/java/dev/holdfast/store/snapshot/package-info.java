/**
 * The small files beside the packs: snapshots, partials, the newest sessions. Start at {@link
 * SnapshotFiles}.
 */
@NullMarked
package dev.holdfast.store.snapshot;

import org.jspecify.annotations.NullMarked;
