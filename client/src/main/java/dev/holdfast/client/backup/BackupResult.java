package dev.holdfast.client.backup;

import dev.holdfast.client.identity.SeriesMemory;
import dev.holdfast.client.report.Recorder;
import dev.holdfast.client.report.Recorder.Ending;
import dev.holdfast.model.RunOutcome;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Root;
import java.util.List;
import java.util.Optional;

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

    /** How the run ended. */
    public Ending ending() {
        RunOutcome outcome =
                unopened > 0 ? RunOutcome.DAMAGED : hasGaps() ? RunOutcome.GAPS : RunOutcome.DONE;
        Recorder.Made made =
                new Recorder.Made(snapshot.sequence(), root.lineage().sequence(), root.totals());
        return new Ending(outcome, Optional.empty(), Optional.of(made));
    }
}
