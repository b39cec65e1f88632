package dev.holdfast.client.browse;

import dev.holdfast.model.Timestamp;
import dev.holdfast.model.snapshot.Snapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which snapshot is meant. */
public sealed interface SnapshotChoice {
    /** Of several that fit, the newest. */
    Optional<Snapshot> from(List<Snapshot> snapshots);

    /** What to say when none fits. */
    String none();

    /** The newest of all. */
    record Latest() implements SnapshotChoice {
        @Override
        public Optional<Snapshot> from(List<Snapshot> snapshots) {
            return snapshots.stream().max(Comparator.comparingLong(Snapshot::sequence));
        }

        @Override
        public String none() {
            return "there is no snapshot yet";
        }
    }

    /** The one with a number. */
    record Numbered(long sequence) implements SnapshotChoice {
        @Override
        public Optional<Snapshot> from(List<Snapshot> snapshots) {
            return snapshots.stream().filter(each -> each.sequence() == sequence).findFirst();
        }

        @Override
        public String none() {
            return "there is no snapshot number " + sequence;
        }
    }

    /** The newest that the server had received at a time. */
    record At(Instant time) implements SnapshotChoice {
        @Override
        public Optional<Snapshot> from(List<Snapshot> snapshots) {
            Timestamp limit = Timestamp.of(time);
            return snapshots.stream()
                    .filter(each -> each.received().compareTo(limit) <= 0)
                    .max(Comparator.comparingLong(Snapshot::sequence));
        }

        @Override
        public String none() {
            return "no snapshot is as old as " + time;
        }
    }
}
