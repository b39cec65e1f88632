package dev.holdfast.server.view;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.RunOutcome;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.server.notice.Overdue.Late;
import dev.holdfast.server.report.RunReport;
import dev.holdfast.store.vault.Health;
import java.util.List;
import java.util.Optional;

/**
 * A client at one moment.
 *
 * @param holding what it has on the disc; none before its first backup
 * @param late series whose backups do not come
 * @param runs its last, oldest first, at most {@link #RUNS_MAX}
 * @param complaints what is wrong with its vault
 * @param remarks what is worth a line
 */
public record ClientView(
        ClientId id,
        String name,
        Optional<Held> holding,
        List<Late> late,
        List<RunReport> runs,
        List<String> complaints,
        List<String> remarks) {
    static final int RUNS_MAX = 30;

    public ClientView {
        late = List.copyOf(late);
        runs = List.copyOf(runs);
        complaints = List.copyOf(complaints);
        remarks = List.copyOf(remarks);
    }

    /**
     * What is on the disc.
     *
     * @param snapshots oldest first
     * @param allowedBytes that it may bring now
     */
    public record Held(
            List<Snapshot> snapshots,
            long usedBytes,
            long shareBytes,
            long allowedBytes,
            Health health) {
        public Held {
            snapshots = List.copyOf(snapshots);
        }
    }

    /** The newest snapshot. */
    public Optional<Snapshot> last() {
        return holding.map(Held::snapshots).filter(all -> !all.isEmpty()).map(List::getLast);
    }

    /** The last run that is not under way. */
    public Optional<RunReport> lastRun() {
        return runs.reversed().stream()
                .filter(run -> run.outcome() != RunOutcome.UNDERWAY)
                .findFirst();
    }
}
