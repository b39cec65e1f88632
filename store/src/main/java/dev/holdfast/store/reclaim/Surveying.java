package dev.holdfast.store.reclaim;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.store.mark.Join;
import dev.holdfast.store.mark.MarkedPack;
import dev.holdfast.store.mark.Marking;
import dev.holdfast.store.mark.Marks;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Marks a vault and counts. Changes nothing. */
final class Surveying {
    /** What several snapshots reach, or something that is no snapshot, in a count of shares. */
    private static final int OTHERS = Byte.toUnsignedInt(Join.SEVERAL) - 1;

    private final Premises premises;
    private final Scene scene;
    private final Roots roots;
    private final Way way;

    private Surveying(Premises premises, Scene scene, Roots roots, Way way) {
        this.premises = premises;
        this.scene = scene;
        this.roots = roots;
        this.way = way;
    }

    static Surveying begin(Premises premises) throws IOException {
        try (VolumeLock _ = premises.lock()) {
            // INVARIANT: roots and packs of one moment; what comes later is left alone.
            Scene scene = premises.lookLocked();
            Roots roots = Roots.ofLocked(premises.volume());
            return new Surveying(premises, scene, roots, Way.of(premises.volume()));
        }
    }

    private Marks unmarked() throws IOException {
        return Marks.unmarked(
                premises.volume(),
                new Marks.Ground(scene.packs(), scene.indexed(), roots.openSessions()));
    }

    private void mark(Marks marks, Map<ObjectId, Integer> wanted, Join join) throws IOException {
        try (Marking marking = new Marking(premises.volume(), marks, scene.places(), join)) {
            for (Map.Entry<ObjectId, Integer> root : wanted.entrySet()) {
                marking.reach(root.getKey(), root.getValue());
            }
            marking.carry();
        }
    }

    Survey survey(List<Long> order) throws IOException {
        List<Long> counted = order.subList(0, Math.min(order.size(), Survey.ORDER_MAX));
        Map<Long, Integer> ranks = new HashMap<>();
        for (long sequence : counted) {
            ranks.putIfAbsent(sequence, ranks.size() + 1);
        }
        Map<ObjectId, Integer> wanted = roots.ranks(ranks);
        Marks marks = unmarked();
        mark(marks, wanted, Join.HIGHEST);
        long[] freed = new long[Survey.KEPT];
        for (MarkedPack pack : marks.packs()) {
            Optional<JudgedPack> judged = JudgedPack.of(premises.volume(), pack, scene.condemned());
            if (judged.isEmpty()) {
                pack.mistrust();
            } else {
                long[] gains = judged.get().gains(way);
                Arrays.setAll(freed, rank -> freed[rank] + gains[rank]);
            }
        }
        return new Survey(counted, Arrays.copyOf(freed, counted.size() + 1), marks, wanted, way);
    }

    /** For each snapshot the bytes that only it reaches. */
    Map<Long, Long> exclusive() throws IOException {
        Map<Long, Long> exclusive = new TreeMap<>();
        Marks marks = unmarked();
        List<Snapshot> all = roots.snapshots();
        for (int from = 0; from < all.size(); from += OTHERS - 1) {
            List<Snapshot> some = all.subList(from, Math.min(all.size(), from + OTHERS - 1));
            Marks cleared = marks.cleared();
            exclusive.putAll(exclusive(cleared, some));
        }
        return exclusive;
    }

    private Map<Long, Long> exclusive(Marks marks, List<Snapshot> some) throws IOException {
        Map<Long, Integer> owners = new HashMap<>();
        some.forEach(snapshot -> owners.put(snapshot.sequence(), owners.size() + 1));
        Map<ObjectId, Integer> wanted = roots.owners(owners, OTHERS);
        mark(marks, wanted, Join.ONLY);
        long[] bytes = new long[Survey.KEPT + 1];
        for (MarkedPack pack : marks.packs()) {
            Optional<JudgedPack> judged = JudgedPack.of(premises.volume(), pack, scene.condemned());
            if (judged.isPresent()) {
                judged.get().share(bytes);
            }
        }
        Map<Long, Long> shares = new HashMap<>();
        owners.forEach((sequence, owner) -> shares.put(sequence, bytes[owner]));
        return shares;
    }
}
