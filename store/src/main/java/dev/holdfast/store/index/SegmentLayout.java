package dev.holdfast.store.index;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A segment's bytes (docs/format.md, "Index segment"):
 *
 * <pre>
 *   0     8    magic "HFindx01"
 *   8     8    number of entries n
 *   16    4    number of packs p
 *   20    4    zero
 *   24    24p  packs: id 16, kind 1, zero 3, records 4
 *         24n  entries: id prefix 16, pack number 4, ordinal 4; sorted, unsigned
 *         12b  of each block of 2,730 entries: the first 8 bytes of its first prefix, CRC-32C
 *         16   truncated SHA-256 of all but the entries
 * </pre>
 *
 * @param packs p
 * @param entries n
 */
record SegmentLayout(int packs, long entries) {
    static final long MAGIC = 0x4846_696e_6478_3031L; // "HFindx01"
    static final int HEADER_SIZE = 24;
    static final int ENTRY_SIZE = 24;

    /** As many as fit in 64 KiB: what is checked at the first touch of one of them. */
    static final int BLOCK_ENTRIES = (64 << 10) / ENTRY_SIZE;

    static final int BLOCK_SIZE = BLOCK_ENTRIES * ENTRY_SIZE;

    /** What the end of a segment says of each block. */
    static final int BLOCK_LINE_SIZE = Long.BYTES + Integer.BYTES;

    /** Packs of 64 MiB: 64 TiB. Bounds what a damaged number makes us read. */
    static final int PACKS_MAX = 1 << 20;

    /** Far more than a vault holds; keeps all sizes within a long. */
    static final long ENTRIES_MAX = 1L << 40;

    static final ValueLayout.OfInt INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    static final ValueLayout.OfLong LONG = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    SegmentLayout {
        if (packs < 0 || packs > PACKS_MAX || entries < 0 || entries > ENTRIES_MAX) {
            throw new IllegalArgumentException(
                    "impossible segment: %d packs, %d entries".formatted(packs, entries));
        }
    }

    long entriesOffset() {
        return HEADER_SIZE + (long) packs * IndexedPack.SIZE;
    }

    int blocks() {
        return (int) ((entries + BLOCK_ENTRIES - 1) / BLOCK_ENTRIES);
    }

    long blockLinesOffset() {
        return entriesOffset() + entries * ENTRY_SIZE;
    }

    long digestOffset() {
        return blockLinesOffset() + (long) blocks() * BLOCK_LINE_SIZE;
    }
}
