package dev.holdfast.store.reclaim;

import static java.util.Objects.requireNonNull;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.store.mark.Join;
import dev.holdfast.store.mark.MarkedPack;
import dev.holdfast.store.mark.Marking;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackName;
import dev.holdfast.store.reclaim.Condemned.Dead;
import dev.holdfast.store.snapshot.SnapshotFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Does what a survey told of. With the vault's lock held: looks what has come to be needed since,
 * takes the snapshots that go out of the list, and condemns what is dead. Without it: gives the
 * bytes back. A crash at any moment leaves either nothing done or something that is done again.
 */
final class Execution {
    private final Premises premises;
    private final Volume volume;
    private final Survey survey;
    private final int prefix;
    private final CondemnedNotes notes;
    private final Ballast ballast;
    private final Remnants remnants;

    /** What was dead before. */
    private Condemned before = Condemned.NONE;

    /** Packs with dead records, and which those are. */
    private final Map<MarkedPack, BitSet> dying = new HashMap<>();

    private final List<JudgedPack> halfDead = new ArrayList<>();
    private long ballastGiven;
    private int unlinked;
    private int punched;
    private int rewritten;

    Execution(Premises premises, Survey survey, int prefix) {
        this.premises = premises;
        this.volume = premises.volume();
        this.survey = survey;
        this.prefix = prefix;
        this.notes = new CondemnedNotes(volume);
        this.ballast = new Ballast(volume);
        this.remnants = new Remnants(premises);
    }

    void run() throws IOException {
        condemn();
        unlinkAll();
        if (punchAll()) {
            remnants.conclude();
        }
        Rewriting rewriting = new Rewriting(premises);
        for (JudgedPack pack : halfDead) {
            rewritten += rewriting.replace(List.of(pack.marked())) ? 1 : 0;
        }
        rewriting.mergeTiny(survey.marks().packs());
    }

    Reclaimed result(long promised, long measured) {
        return new Reclaimed(promised, measured, unlinked, punched, rewritten);
    }

    /** What giving up the ballast freed does not count. */
    long ballastGiven() {
        return -ballastGiven;
    }

    /** With ever less room to do it in. */
    private void condemn() throws IOException {
        try {
            condemnOnce();
            return;
        } catch (DiscFullException full) {
            long usable = volume.space().usableBytes();
            ballast.give();
            ballastGiven = volume.space().usableBytes() - usable;
        }
        try {
            condemnOnce();
        } catch (DiscFullException full) {
            unlinkWithoutNote();
            condemnOnce();
        }
    }

    private void condemnOnce() throws IOException {
        try (VolumeLock _ = premises.lock()) {
            Scene scene = judgeLocked();
            keepClosed(scene);
            expire();
            if (dying.keySet().stream().anyMatch(this::hasFresh)) {
                notes.save(all(scene));
                premises.lookLocked();
            }
        }
    }

    /**
     * When there is no room for a note: packs that go as a whole need none, as long as nobody can
     * commit between our last look and their end.
     */
    private void unlinkWithoutNote() throws IOException {
        try (VolumeLock _ = premises.lock()) {
            judgeLocked();
            premises.index().forgetClosed();
            expire();
            unlinkAll();
            volume.syncAll();
            premises.lookLocked();
        }
    }

    private void expire() throws IOException {
        new SnapshotFiles(volume).expire(survey.order().subList(0, prefix));
    }

    private Scene judgeLocked() throws IOException {
        Scene scene = premises.lookLocked();
        before = scene.condemned();
        catchUp(scene);
        // INVARIANT: until the lock is given up nobody can come to need what is dead by now.
        dying.clear();
        for (MarkedPack pack : survey.marks().packs()) {
            if (pack.judgement() == MarkedPack.Judgement.BY_MARKS
                    && scene.packs().containsKey(pack.id())) {
                BitSet dead = pack.upTo(prefix);
                dead.or(before.ordinals(pack.id()));
                if (!dead.isEmpty()) {
                    dying.put(pack, dead);
                }
            }
        }
        return scene;
    }

    /** Marks what has come since the survey, and what counts for more than it did. */
    private void catchUp(Scene scene) throws IOException {
        Map<Long, Integer> ranks = new HashMap<>();
        survey.order().forEach(sequence -> ranks.put(sequence, ranks.size() + 1));
        Map<ObjectId, Integer> now = Roots.ofLocked(volume).ranks(ranks);
        try (Marking marking = new Marking(volume, survey.marks(), scene.places(), Join.HIGHEST)) {
            for (Map.Entry<ObjectId, Integer> root : now.entrySet()) {
                if (root.getValue() > survey.roots().getOrDefault(root.getKey(), 0)) {
                    marking.reach(root.getKey(), root.getValue());
                }
            }
            marking.carry();
        }
    }

    /** Packs of which not every record was judged may refer to what goes. */
    private void keepClosed(Scene scene) throws IOException {
        Set<PackId> closed = premises.index().closed(scene.stamp());
        Set<PackId> kept = new HashSet<>();
        for (MarkedPack pack : survey.marks().packs()) {
            if (pack.judgement() == MarkedPack.Judgement.BY_MARKS && closed.contains(pack.id())) {
                kept.add(pack.id());
            }
        }
        if (!kept.equals(closed)) {
            try {
                premises.index().saveClosed(scene.stamp(), kept);
            } catch (DiscFullException full) {
                premises.index().forgetClosed();
            }
        }
    }

    /** Whether a record of it has died now. */
    private boolean hasFresh(MarkedPack pack) {
        BitSet fresh = requireNonNull(dying.get(pack));
        return fresh.cardinality() > before.ordinals(pack.id()).cardinality();
    }

    /** All that is dead of packs that exist or that the index still knows. */
    private Map<PackId, Dead> all(Scene scene) {
        Map<PackId, Dead> all = new HashMap<>(before.packs());
        all.keySet()
                .removeIf(pack ->
                        !scene.packs().containsKey(pack) && !scene.indexed().containsKey(pack));
        dying.forEach((pack, dead) -> all.put(pack.id(), new Dead(pack.records(), dead)));
        return all;
    }

    private void unlinkAll() throws IOException {
        for (var each : List.copyOf(dying.entrySet())) {
            MarkedPack pack = each.getKey();
            if (each.getValue().cardinality() == pack.records()) {
                volume.delete(PackName.published(pack.id(), pack.kind()).path());
                dying.remove(pack);
                unlinked++;
            }
        }
    }

    private boolean punchAll() throws IOException {
        boolean done = true;
        for (var each : dying.entrySet()) {
            MarkedPack pack = each.getKey();
            if (survey.way() == Way.PUNCH && pack.kind() == PackKind.DATA && !hasFresh(pack)) {
                continue;
            }
            Optional<JudgedPack> judged = JudgedPack.of(volume, pack, before);
            if (judged.isPresent()) {
                done &= punch(judged.get(), each.getValue());
            }
        }
        return done;
    }

    private boolean punch(JudgedPack pack, BitSet dead) throws IOException {
        return switch (pack.fate(survey.way(), dead)) {
            case STAYS, UNLINKED -> true;
            case REWRITTEN -> halfDead.add(pack);
            case PUNCHED -> {
                punched++;
                BitSet fresh = (BitSet) dead.clone();
                fresh.andNot(pack.condemned());
                PackName name = PackName.published(pack.marked().id(), PackKind.DATA);
                yield remnants.punch(name, pack.entries(), fresh);
            }
        };
    }
}
