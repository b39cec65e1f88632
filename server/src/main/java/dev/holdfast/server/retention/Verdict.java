package dev.holdfast.server.retention;

import java.util.Comparator;

/**
 * What becomes of a snapshot.
 *
 * @param rank lower is more important; compared between snapshots of one client only
 * @param reason for people
 */
public record Verdict(Saved snapshot, Fate fate, int rank, String reason) {
    /** Of what no order wants: it goes before all that is wanted. */
    static final int UNWANTED = Integer.MAX_VALUE;

    /** Who goes first comes first. */
    public static final Comparator<Verdict> GOING =
            Comparator.comparing(Verdict::fate)
                    .thenComparing(Comparator.comparingInt(Verdict::rank).reversed())
                    .thenComparingLong(verdict -> verdict.snapshot().sequence());

    /** In the order in which they go. */
    public enum Fate {
        /** Goes even when there is room. */
        ROLLED_OFF,
        /** Goes before any history when room is needed. */
        SURPLUS,
        /** Goes when room is needed. */
        SPARE,
        /** Never goes. */
        PROTECTED
    }

    /**
     * Whether the order wants it for something, so that it goes after all that it does not want.
     */
    public boolean isWanted() {
        return rank != UNWANTED;
    }

    public boolean mayGo() {
        return fate != Fate.PROTECTED;
    }
}
