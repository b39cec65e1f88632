package dev.holdfast.store.index;

import static dev.holdfast.store.index.SegmentLayout.BLOCK_ENTRIES;
import static dev.holdfast.store.index.SegmentLayout.BLOCK_SIZE;
import static dev.holdfast.store.index.SegmentLayout.ENTRY_SIZE;
import static dev.holdfast.store.index.SegmentLayout.INT;
import static dev.holdfast.store.index.SegmentLayout.LONG;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import dev.holdfast.store.frame.Frame;
import dev.holdfast.store.pack.PackKind;
import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.zip.CRC32C;

/** One sorted run of entries. Immutable; for several threads. */
final class Segment {
    /** Halving is as good when so few entries are left. */
    private static final long INTERPOLATE_MIN = 64;

    /** Ids are chosen by clients: if they are not spread evenly, halving takes over. */
    private static final int INTERPOLATIONS_MAX = 4;

    private final String name;
    private final MemorySegment bytes;
    private final SegmentLayout layout;
    private final List<IndexedPack> packs;

    /** The first key of each block: on the heap, because a mapped page a probe would be slow. */
    private final long[] firstKeys;

    /** One bit a block whose checksum was found right. */
    private final AtomicIntegerArray checked;

    private Segment(
            String name, MemorySegment bytes, SegmentLayout layout, List<IndexedPack> packs) {
        this.name = name;
        this.bytes = bytes;
        this.layout = layout;
        this.packs = packs;
        this.firstKeys = firstKeys(bytes, layout);
        this.checked = new AtomicIntegerArray((layout.blocks() + 31) / 32);
    }

    /**
     * Checks everything but the entries; those are checked when they are touched.
     *
     * @param name of its file, for messages and to be found again
     */
    static Segment of(String name, MemorySegment bytes) throws DamagedSegmentException {
        try {
            SegmentLayout layout = layout(bytes);
            requireDigest(bytes, layout);
            return new Segment(name, bytes, layout, packs(bytes, layout));
        } catch (IllegalArgumentException | MalformedException wrong) {
            throw new DamagedSegmentException(name, String.valueOf(wrong.getMessage()));
        }
    }

    private static SegmentLayout layout(MemorySegment bytes) throws MalformedException {
        if (bytes.byteSize() < SegmentLayout.HEADER_SIZE
                || bytes.get(LONG, 0) != SegmentLayout.MAGIC
                || bytes.get(INT, 20) != 0) {
            throw new MalformedException("not a segment");
        }
        SegmentLayout layout = new SegmentLayout(bytes.get(INT, 16), bytes.get(LONG, 8));
        if (layout.digestOffset() + Frame.DIGEST_SIZE != bytes.byteSize()) {
            throw new MalformedException("wrong length");
        }
        return layout;
    }

    private static void requireDigest(MemorySegment bytes, SegmentLayout layout)
            throws MalformedException {
        MessageDigest sha256 = Frame.sha256();
        sha256.update(bytes.asSlice(0, layout.entriesOffset()).asByteBuffer());
        sha256.update(
                bytes.asSlice(
                                layout.blockLinesOffset(),
                                layout.digestOffset() - layout.blockLinesOffset())
                        .asByteBuffer());
        byte[] expected = bytes.asSlice(layout.digestOffset()).toArray(JAVA_BYTE);
        if (!Arrays.equals(Arrays.copyOf(sha256.digest(), Frame.DIGEST_SIZE), expected)) {
            throw new MalformedException("digest differs");
        }
    }

    private static List<IndexedPack> packs(MemorySegment bytes, SegmentLayout layout)
            throws MalformedException {
        List<IndexedPack> packs = new ArrayList<>(layout.packs());
        for (int i = 0; i < layout.packs(); i++) {
            MemorySegment pack =
                    bytes.asSlice(
                            SegmentLayout.HEADER_SIZE + (long) i * IndexedPack.SIZE,
                            IndexedPack.SIZE);
            byte[] id = new byte[PackId.SIZE];
            pack.asByteBuffer().get(id);
            packs.add(
                    new IndexedPack(
                            PackId.of(id),
                            PackKind.of(pack.get(JAVA_BYTE, 16)),
                            pack.get(INT, 20)));
        }
        return packs;
    }

    private static long[] firstKeys(MemorySegment bytes, SegmentLayout layout) {
        long[] keys = new long[layout.blocks()];
        for (int block = 0; block < keys.length; block++) {
            keys[block] = bytes.get(LONG, blockLine(layout, block));
        }
        return keys;
    }

    private static long blockLine(SegmentLayout layout, int block) {
        return layout.blockLinesOffset() + (long) block * SegmentLayout.BLOCK_LINE_SIZE;
    }

    String name() {
        return name;
    }

    List<IndexedPack> packs() {
        return packs;
    }

    long entries() {
        return layout.entries();
    }

    /** The first entry at or above an id's prefix; the number of entries when there is none. */
    long lowerBound(ObjectId id) throws DamagedSegmentException {
        int after = blocksBefore(id.word0());
        int block = Math.max(0, after - 1);
        while (after < firstKeys.length && firstKeys[after] == id.word0()) {
            after++;
        }
        long from = (long) block * BLOCK_ENTRIES;
        long to = Math.min((long) after * BLOCK_ENTRIES, layout.entries());
        double fromKey = after == 0 ? 0 : unsigned(firstKeys[block]);
        double toKey = after < firstKeys.length ? unsigned(firstKeys[after]) : 0x1p64;
        double key = unsigned(id.word0());
        for (int step = 0; from < to; step++) {
            boolean guess = step < INTERPOLATIONS_MAX && to - from > INTERPOLATE_MIN;
            double part = guess ? (key - fromKey) / (toKey - fromKey) : 0;
            long middle = guess ? guess(from, to, part, step) : (from + to) >>> 1;
            if (compare(middle, id) < 0) {
                from = middle + 1;
                fromKey = unsigned(word0(middle));
            } else {
                to = middle;
                toKey = unsigned(word0(middle));
            }
        }
        return from;
    }

    /** How many blocks begin below a key. */
    private int blocksBefore(long key) {
        int from = 0;
        int to = firstKeys.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (Long.compareUnsigned(firstKeys[middle], key) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /**
     * Where an evenly spread key should be, two deviations to the one side and then to the other,
     * so that the range shrinks from both ends.
     */
    private static long guess(long from, long to, double part, int step) {
        double count = to - from;
        double slack = Math.sqrt(count);
        double at = from + part * count + (step % 2 == 0 ? -slack : slack);
        return Math.max(from, Math.min(to - 1, (long) at));
    }

    private static double unsigned(long word) {
        return (word >>> 1) * 2.0 + (word & 1);
    }

    /** Compares an entry's prefix with an id's. */
    int compare(long entry, ObjectId id) throws DamagedSegmentException {
        requireSound(entry);
        int order = Long.compareUnsigned(word0(entry), id.word0());
        return order != 0 ? order : Long.compareUnsigned(word1(entry), id.word1());
    }

    private long at(long entry) {
        return layout.entriesOffset() + entry * ENTRY_SIZE;
    }

    long word0(long entry) {
        return bytes.get(LONG, at(entry));
    }

    long word1(long entry) {
        return bytes.get(LONG, at(entry) + 8);
    }

    int pack(long entry) throws DamagedSegmentException {
        int pack = bytes.get(INT, at(entry) + 16);
        if (pack < 0 || pack >= layout.packs()) {
            throw new DamagedSegmentException(name, "no such pack");
        }
        return pack;
    }

    int ordinal(long entry) {
        return bytes.get(INT, at(entry) + 20);
    }

    /** Checks the block of an entry unless that was done before. */
    void requireSound(long entry) throws DamagedSegmentException {
        int block = (int) (entry / BLOCK_ENTRIES);
        int bit = 1 << block;
        if ((checked.get(block / 32) & bit) == 0) {
            check(block);
            checked.accumulateAndGet(block / 32, bit, (a, b) -> a | b);
        }
    }

    private void check(int block) throws DamagedSegmentException {
        long offset = layout.entriesOffset() + (long) block * BLOCK_SIZE;
        long length = Math.min(BLOCK_SIZE, layout.blockLinesOffset() - offset);
        CRC32C crc = new CRC32C();
        crc.update(bytes.asSlice(offset, length).asByteBuffer());
        int expected = bytes.get(INT, blockLine(layout, block) + Long.BYTES);
        if ((int) crc.getValue() != expected) {
            throw new DamagedSegmentException(name, "checksum of block %d".formatted(block));
        }
    }
}
