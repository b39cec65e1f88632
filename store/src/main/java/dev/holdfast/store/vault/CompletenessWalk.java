package dev.holdfast.store.vault;

import dev.holdfast.model.Kind;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.store.index.DamagedSegmentException;
import dev.holdfast.store.index.Location;
import dev.holdfast.store.pack.DamagedRecord;
import dev.holdfast.store.pack.PackEntry;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackReaders;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Proves that everything reached from a root is present. What lies in a closed pack is not walked
 * further: all that is reached from there was proven once and nothing was lost since. What lies in
 * another pack is read and its references followed, wherever it came from: so trees that a dead
 * session left unfinished make nobody's snapshot incomplete.
 *
 * <p>Of each record that is walked one bit is kept, of each pack which others it leans on.
 */
final class CompletenessWalk {
    private final View view;
    private final PackReaders readers;
    private final Set<PackId> closed;
    private final Map<PackId, BitSet> walked = new HashMap<>();
    private final Map<PackId, Set<PackId>> leansOn = new HashMap<>();
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Set<ObjectId> missing = new LinkedHashSet<>();
    private final List<DamagedRecord> damaged = new ArrayList<>();

    private record Step(ObjectId id, Location location) {}

    /**
     * @param closed packs, or none when they cannot be trusted
     */
    CompletenessWalk(View view, PackReaders readers, Set<PackId> closed) {
        this.view = view;
        this.readers = readers;
        this.closed = closed;
    }

    /**
     * Walks from a root until the end, or until enough is missing.
     *
     * @throws MalformedException if there is such an object and it is no root
     */
    void walk(ObjectId root) throws IOException {
        List<Location> locations = view.findBelieved(root);
        if (locations.isEmpty()) {
            missing.add(root);
            return;
        }
        Step first = new Step(root, locations.getFirst());
        mark(first.location);
        requireRoot(first);
        while (!steps.isEmpty() && missing.size() < Vault.MISSING_MAX) {
            Step step = steps.removeLast();
            for (ObjectId reference : references(step)) {
                follow(step.location.pack(), reference);
            }
        }
    }

    private void requireRoot(Step step) throws IOException {
        try {
            SealedRecord record = read(step);
            if (record.kind() != Kind.ROOT) {
                throw new IllegalArgumentException();
            }
            steps.add(step);
        } catch (MalformedException unreadable) {
            damaged(step);
        } catch (IllegalArgumentException other) {
            throw new MalformedException("object %s is no root".formatted(step.id));
        }
    }

    private SealedRecord read(Step step) throws IOException {
        Location location = step.location;
        return readers.of(location.pack(), location.kind()).read(location.ordinal(), step.id);
    }

    private List<ObjectId> references(Step step) throws IOException {
        try {
            return read(step).references();
        } catch (MalformedException unreadable) {
            damaged(step);
            return List.of();
        }
    }

    private void damaged(Step step) {
        damaged.add(new DamagedRecord(step.location.pack(), step.location.ordinal(), step.id));
    }

    private void follow(PackId from, ObjectId id) throws DamagedSegmentException {
        List<Location> locations = view.findBelieved(id);
        if (locations.isEmpty()) {
            if (missing.size() < Vault.MISSING_MAX) {
                missing.add(id);
            }
        } else if (locations.stream().noneMatch(this::isProven)) {
            Location location = locations.getFirst();
            leansOn.computeIfAbsent(from, pack -> new HashSet<>()).add(location.pack());
            if (mark(location)) {
                steps.add(new Step(id, location));
            }
        }
    }

    private boolean isProven(Location location) {
        return location.kind() == PackKind.DATA || closed.contains(location.pack());
    }

    /** Whether the record was not marked before. */
    private boolean mark(Location location) {
        BitSet bits = walked.computeIfAbsent(location.pack(), pack -> new BitSet());
        boolean first = !bits.get(location.ordinal());
        bits.set(location.ordinal());
        return first;
    }

    /** What is reached and not present, at most {@link Vault#MISSING_MAX}. */
    List<ObjectId> missing() {
        return List.copyOf(missing);
    }

    /** Records that were found damaged; when there are any, the walk proves nothing. */
    List<DamagedRecord> damaged() {
        return List.copyOf(damaged);
    }

    /**
     * After a walk that found all: which more packs are closed. The largest set of the packs that
     * were walked through and of some others, in which each pack leans only on the set itself and
     * on what is proven.
     *
     * @param others packs of the session, which may hold records that the root does not reach
     */
    Set<PackId> closable(Set<PackId> others) throws IOException {
        Set<PackId> set = new HashSet<>(walked.keySet());
        set.addAll(others);
        set.removeIf(pack -> view.packs().get(pack) != PackKind.META);
        Set<PackId> candidates = Set.copyOf(set);
        for (PackId pack : candidates) {
            if (!leanUnwalkedOf(pack, candidates)) {
                set.remove(pack);
            }
        }
        while (set.removeIf(pack -> !set.containsAll(leansOn.getOrDefault(pack, Set.of())))) {
            // Each round takes out what leans on what the last one took out.
        }
        return set;
    }

    /** Notes what a pack's other records lean on; false if something of it is not present. */
    private boolean leanUnwalkedOf(PackId pack, Set<PackId> candidates) throws IOException {
        BitSet done = walked.getOrDefault(pack, new BitSet());
        List<PackEntry> entries = readers.of(pack, PackKind.META).entries();
        for (int i = done.nextClearBit(0); i < entries.size(); i = done.nextClearBit(i + 1)) {
            Step step = new Step(entries.get(i).id(), new Location(pack, PackKind.META, i));
            try {
                for (ObjectId reference : read(step).references()) {
                    if (!lean(pack, reference, candidates)) {
                        return false;
                    }
                }
            } catch (MalformedException unreadable) {
                return false;
            }
        }
        return true;
    }

    private boolean lean(PackId from, ObjectId id, Set<PackId> candidates)
            throws DamagedSegmentException {
        List<Location> locations = view.findBelieved(id);
        if (locations.stream().anyMatch(this::isProven)) {
            return true;
        }
        for (Location location : locations) {
            if (candidates.contains(location.pack())) {
                leansOn.computeIfAbsent(from, pack -> new HashSet<>()).add(location.pack());
                return true;
            }
        }
        return false;
    }
}
