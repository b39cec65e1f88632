package dev.holdfast.client.backup;

import dev.holdfast.client.identity.SeriesMemory;
import dev.holdfast.client.progress.BackupListener;
import dev.holdfast.model.Series;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is to be saved, and how.
 *
 * @param memory of the last root that the server took, if any
 * @param level of compression
 * @param threads that compress and seal
 */
public record BackupRequest(
        Series series,
        Subject subject,
        @Nullable SeriesMemory memory,
        int level,
        int threads,
        Duration checkpointEvery,
        BackupListener listener) {}
