package dev.holdfast.client.walk;

import dev.holdfast.client.cache.CachedEntry;
import dev.holdfast.client.progress.BackupProgress;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.model.RawName;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An entry of today.
 *
 * @param directory that it is in
 * @param before what the last snapshot had under its name
 */
record Visit(
        Level level,
        SourceDirectory directory,
        RawName name,
        FileStatus now,
        @Nullable CachedEntry before) {
    /** Counts it as new or changed. */
    void count(BackupProgress progress) {
        if (before == null) {
            progress.added();
        } else {
            progress.changed();
        }
    }

    /** What the last snapshot had there is no more. */
    void replaced() throws IOException {
        level.steps().gone(before);
    }
}
