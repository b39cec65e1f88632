package dev.holdfast.client.backup;

import dev.holdfast.client.identity.SeriesMemory;
import dev.holdfast.client.progress.BackupListener;
import dev.holdfast.client.selection.Selection;
import dev.holdfast.model.Series;
import dev.holdfast.model.tree.Root;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is to be saved, and how.
 *
 * @param rules the same as the selection, in words, for the snapshot
 * @param memory of the last root that the server took, if any
 * @param level of compression
 * @param threads that compress and seal
 */
public record BackupRequest(
        Series series,
        Selection selection,
        Root.Rules rules,
        @Nullable SeriesMemory memory,
        int level,
        int threads,
        Duration checkpointEvery,
        BackupListener listener) {}
