package dev.holdfast.server.upkeep;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.Series;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.server.retention.Retention;
import dev.holdfast.server.retention.RetentionPolicy;
import dev.holdfast.server.retention.Saved;
import dev.holdfast.server.retention.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The snapshots of a vault, judged. */
public final class History {
    private final Map<Long, Snapshot> snapshots = new LinkedHashMap<>();
    private final List<Verdict> verdicts = new ArrayList<>();

    private record SeriesOf(ClientId client, Series series) {}

    private History() {}

    /**
     * Judges.
     *
     * @param oldestFirst by ascending number
     */
    public static History of(
            List<Snapshot> oldestFirst, Marks.Listing marks, RetentionPolicy policy, Instant now) {
        History history = new History();
        Map<SeriesOf, List<Saved>> series = new LinkedHashMap<>();
        for (Snapshot snapshot : oldestFirst) {
            history.snapshots.put(snapshot.sequence(), snapshot);
            var origin = snapshot.origin();
            series.computeIfAbsent(
                            new SeriesOf(origin.client(), origin.series()), _ -> new ArrayList<>())
                    .add(
                            new Saved(
                                    snapshot.sequence(),
                                    snapshot.received().toInstant(),
                                    marks.of(snapshot)));
        }
        for (List<Saved> saved : series.values()) {
            history.verdicts.addAll(Retention.judge(saved.reversed(), policy, now));
        }
        history.verdicts.sort(Verdict.GOING);
        return history;
    }

    /** Those that go first at the beginning. */
    public List<Verdict> verdicts() {
        return List.copyOf(verdicts);
    }

    /** What may go, in order. */
    public List<Verdict> going() {
        return verdicts.stream().filter(Verdict::mayGo).toList();
    }

    /** The snapshot of a verdict. */
    public Snapshot snapshot(Verdict verdict) {
        Snapshot snapshot = snapshots.get(verdict.snapshot().sequence());
        if (snapshot == null) {
            throw new IllegalArgumentException("a verdict of another vault");
        }
        return snapshot;
    }
}
