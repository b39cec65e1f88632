package dev.holdfast.client.backup;

import dev.holdfast.client.identity.SeriesMemory;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Root;
import java.util.List;

/**
 * A backup that was made.
 *
 * @param memory to be kept until the next run
 * @param unopened objects of the few that were read back and could not be opened
 * @param warnings what is odd about the server's snapshots
 */
public record BackupResult(
        Snapshot snapshot, Root root, SeriesMemory memory, int unopened, List<String> warnings) {
    public BackupResult {
        warnings = List.copyOf(warnings);
    }

    /** Whether something could not be read. */
    public boolean hasGaps() {
        return root.totals().unread() > 0;
    }
}
