package dev.holdfast.store.reclaim;

import dev.holdfast.model.PackId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One view of which records are dead: nothing reaches them, and their bytes are gone or going. They
 * are not present. Immutable. A record is known by its place in its pack's table, which counts only
 * as long as the table is the one that was judged.
 */
public final class Condemned {
    public static final Condemned NONE = new Condemned(Map.of(), List.of());

    private final Map<PackId, Dead> packs;
    private final List<String> names;

    /**
     * The dead records of a pack.
     *
     * @param records how many it has in all
     * @param ordinals of the dead ones
     */
    public record Dead(int records, BitSet ordinals) {
        public Dead {
            ordinals = (BitSet) ordinals.clone();
        }

        /** All records of a pack. */
        static Dead wholly(int records) {
            BitSet all = new BitSet(records);
            all.set(0, records);
            return new Dead(records, all);
        }

        @Override
        public BitSet ordinals() {
            return (BitSet) ordinals.clone();
        }

        boolean holds(int ordinal) {
            return ordinals.get(ordinal);
        }

        boolean isWhole() {
            return ordinals.cardinality() == records;
        }
    }

    Condemned(Map<PackId, Dead> packs, List<String> names) {
        this.packs = packs;
        this.names = List.copyOf(names);
    }

    /** This view without the packs whose tables are not those that were judged. */
    public Condemned matching(Map<PackId, Integer> indexed) {
        Map<PackId, Dead> matching = new HashMap<>(packs);
        matching.entrySet()
                .removeIf(pack ->
                        indexed.getOrDefault(pack.getKey(), -1) != pack.getValue().records());
        return new Condemned(matching, names);
    }

    public boolean isEmpty() {
        return packs.isEmpty();
    }

    public boolean holds(PackId pack, int ordinal) {
        Dead dead = packs.get(pack);
        return dead != null && dead.holds(ordinal);
    }

    /** Whether a pack has nothing that is not dead: it may vanish. */
    public boolean isWhole(PackId pack) {
        Dead dead = packs.get(pack);
        return dead != null && dead.isWhole();
    }

    Map<PackId, Dead> packs() {
        return Map.copyOf(packs);
    }

    BitSet ordinals(PackId pack) {
        Dead dead = packs.get(pack);
        return dead == null ? new BitSet() : dead.ordinals();
    }

    /** The names of the notes that it was read from: when they are the same, so is the view. */
    public List<String> names() {
        return names;
    }
}
