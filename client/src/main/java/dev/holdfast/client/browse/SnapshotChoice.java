package dev.holdfast.client.browse;

import dev.holdfast.model.Series;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.snapshot.Snapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which snapshot is meant. */
public sealed interface SnapshotChoice {
    /** Of several that fit, the newest. */
    Optional<Snapshot> from(List<Snapshot> snapshots);

    /** What to say when none fits. */
    String none();

    /**
     * The same of one series only, unless it names a snapshot or a series already.
     *
     * @return itself or another
     */
    SnapshotChoice within(Series series);

    /**
     * The newest.
     *
     * @param series of which; empty: of the whole machine if that was ever saved, else of the other
     *     files; what programs wrote only where there is nothing else
     */
    record Latest(Optional<Series> series) implements SnapshotChoice {
        @Override
        public Optional<Snapshot> from(List<Snapshot> snapshots) {
            return newest(series, snapshots.stream());
        }

        @Override
        public Latest within(Series other) {
            return series.isPresent() ? this : new Latest(Optional.of(other));
        }

        @Override
        public String none() {
            return "there is no snapshot%s yet".formatted(of(series));
        }
    }

    /** The one with a number. */
    record Numbered(long sequence) implements SnapshotChoice {
        @Override
        public Optional<Snapshot> from(List<Snapshot> snapshots) {
            return snapshots.stream().filter(each -> each.sequence() == sequence).findFirst();
        }

        @Override
        public Numbered within(Series other) {
            return this;
        }

        @Override
        public String none() {
            return "there is no snapshot number " + sequence;
        }
    }

    /**
     * The newest that the server had received at a time.
     *
     * @param series as for {@link Latest}
     */
    record At(Instant time, Optional<Series> series) implements SnapshotChoice {
        @Override
        public Optional<Snapshot> from(List<Snapshot> snapshots) {
            Timestamp limit = Timestamp.of(time);
            return newest(
                    series,
                    snapshots.stream().filter(each -> each.received().compareTo(limit) <= 0));
        }

        @Override
        public At within(Series other) {
            return series.isPresent() ? this : new At(time, Optional.of(other));
        }

        @Override
        public String none() {
            return "no snapshot%s is as old as %s".formatted(of(series), time);
        }
    }

    private static Optional<Snapshot> newest(Optional<Series> wanted, Stream<Snapshot> snapshots) {
        Comparator<Snapshot> order =
                Comparator.<Snapshot>comparingInt(each -> weight(each.origin().series()))
                        .thenComparingLong(Snapshot::sequence);
        return snapshots
                .filter(each -> wanted.isEmpty() || wanted.get().equals(each.origin().series()))
                .max(order);
    }

    private static int weight(Series series) {
        return series.equals(Series.SYSTEM) ? 2 : series.isOfStream() ? 0 : 1;
    }

    private static String of(Optional<Series> series) {
        return series.map(each -> " of series " + each).orElse("");
    }
}
