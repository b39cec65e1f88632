package dev.holdfast.store.reclaim;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.snapshot.Partial;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.mark.ReclaimStoppedException;
import dev.holdfast.store.snapshot.OpenSessions;
import dev.holdfast.store.snapshot.PartialFiles;
import dev.holdfast.store.snapshot.SnapshotFiles;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From where everything that must be kept is reached: snapshots, partials, and the snapshots with
 * which sessions that are open compare.
 *
 * @param snapshots oldest first
 * @param open sessions
 */
record Roots(List<Snapshot> snapshots, List<Partial> partials, List<Snapshot.Origin> open) {

    /**
     * Those of now; under the vault's lock.
     *
     * @throws ReclaimStoppedException if one cannot be read
     */
    static Roots ofLocked(Volume volume) throws IOException {
        SnapshotFiles.Listing snapshots = new SnapshotFiles(volume).list();
        if (!snapshots.unreadable().isEmpty()) {
            throw new ReclaimStoppedException(
                    "the file of snapshot %d cannot be read"
                            .formatted(snapshots.unreadable().getFirst()));
        }
        PartialFiles.Listing partials = new PartialFiles(volume).list();
        if (!partials.unreadable().isEmpty()) {
            throw new ReclaimStoppedException(
                    "the partial %s cannot be read".formatted(partials.unreadable().getFirst()));
        }
        return new Roots(
                snapshots.readable(), partials.readable(), new OpenSessions(volume).list());
    }

    Set<SessionId> openSessions() {
        return open.stream().map(Snapshot.Origin::session).collect(Collectors.toSet());
    }

    /** The roots that are kept whatever goes. */
    private List<ObjectId> held() {
        List<ObjectId> held =
                open.stream()
                        .map(this::newestOf)
                        .flatMap(Optional::stream)
                        .map(Snapshot::root)
                        .collect(Collectors.toList());
        partials.forEach(partial -> held.add(partial.root()));
        return held;
    }

    private Optional<Snapshot> newestOf(Snapshot.Origin session) {
        return snapshots.stream()
                .filter(each -> each.origin().client().equals(session.client()))
                .filter(each -> each.origin().series().equals(session.series()))
                .max(Comparator.comparingLong(Snapshot::sequence));
    }

    /**
     * A mark for each root: of a snapshot that is named its own, of everything else the highest. Of
     * two marks of one root the higher.
     */
    Map<ObjectId, Integer> ranks(Map<Long, Integer> named) {
        Map<ObjectId, Integer> marks = new HashMap<>();
        for (Snapshot snapshot : snapshots) {
            int mark = named.getOrDefault(snapshot.sequence(), Survey.KEPT);
            marks.merge(snapshot.root(), mark, Math::max);
        }
        held().forEach(root -> marks.put(root, Survey.KEPT));
        return marks;
    }

    /**
     * A mark for each root: of a snapshot that is named its own, unless something else has the same
     * root; then, and of everything else, {@code other}.
     */
    Map<ObjectId, Integer> owners(Map<Long, Integer> named, int other) {
        Map<ObjectId, Integer> marks = new HashMap<>();
        for (Snapshot snapshot : snapshots) {
            int mark = named.getOrDefault(snapshot.sequence(), other);
            marks.merge(snapshot.root(), mark, (one, another) -> other);
        }
        partials.forEach(partial -> marks.put(partial.root(), other));
        return marks;
    }
}
