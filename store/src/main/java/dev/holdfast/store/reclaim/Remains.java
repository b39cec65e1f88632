package dev.holdfast.store.reclaim;

import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.pack.PackEntry;
import dev.holdfast.store.pack.PackKind;

/**
 * A pack in figures, when some of its records are dead. Pure: the same figures decide what is
 * promised and what is done.
 *
 * @param size of the file in bytes
 * @param live records
 * @param dead records whose bytes are still there
 * @param deadBytes of those, as they lie in the pack
 * @param goneBytes of records whose bytes were given back before
 */
record Remains(PackKind kind, long size, int live, int dead, long deadBytes, long goneBytes) {

    Fate fate(Way way) {
        if (live == 0) {
            return Fate.UNLINKED;
        }
        if (dead == 0) {
            return Fate.STAYS;
        }
        if (kind == PackKind.DATA && way == Way.PUNCH) {
            return Fate.PUNCHED;
        }
        return 2 * deadBytes >= size && rewrittenGain() > 0 ? Fate.REWRITTEN : Fate.STAYS;
    }

    /** How many bytes of the file system that frees, in whole blocks. */
    long gain(Way way) {
        return switch (fate(way)) {
            case STAYS -> 0;
            case PUNCHED -> deadBytes;
            case REWRITTEN -> rewrittenGain();
            case UNLINKED -> blocks(size) - goneBytes;
        };
    }

    /** In a data pack the table may lose a block more than that. */
    private long rewrittenGain() {
        return blocks(size) - blocks(size - deadBytes - (long) dead * PackEntry.SIZE);
    }

    private static long blocks(long bytes) {
        return (bytes + Volume.BLOCK_SIZE - 1) / Volume.BLOCK_SIZE * Volume.BLOCK_SIZE;
    }
}
