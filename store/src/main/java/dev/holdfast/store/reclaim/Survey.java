package dev.holdfast.store.reclaim;

import dev.holdfast.model.ObjectId;
import dev.holdfast.store.mark.Marks;
import java.util.List;
import java.util.Map;

/**
 * What it would come to if snapshots went in a given order. Counted in whole blocks of the file
 * system; it holds for the vault as it was when it was made, and stays safe to act upon later: what
 * has come to be needed since is kept.
 */
public final class Survey {
    /** The mark of what stays whatever goes. */
    static final int KEPT = 255;

    /** The longest order that is looked at: a record has one byte. */
    public static final int ORDER_MAX = KEPT - 1;

    private final List<Long> order;
    private final long[] freed;
    private final Marks marks;
    private final Map<ObjectId, Integer> roots;
    private final Way way;

    Survey(List<Long> order, long[] freed, Marks marks, Map<ObjectId, Integer> roots, Way way) {
        this.order = List.copyOf(order);
        this.freed = freed.clone();
        this.marks = marks;
        this.roots = Map.copyOf(roots);
        this.way = way;
    }

    /** The order that was looked at: of a longer one the first {@link #ORDER_MAX}. */
    public List<Long> order() {
        return order;
    }

    /**
     * How many bytes are freed when the first so many snapshots of the order go, and with them
     * everything that nothing reaches. For 0 that is what was left by uploads that came to nothing.
     */
    public long freed(int prefix) {
        if (prefix < 0 || prefix > order.size()) {
            throw new IllegalArgumentException(
                    "%d of %d snapshots".formatted(prefix, order.size()));
        }
        return freed[prefix];
    }

    Marks marks() {
        return marks;
    }

    Map<ObjectId, Integer> roots() {
        return roots;
    }

    Way way() {
        return way;
    }
}
