package dev.holdfast.store.index;

import dev.holdfast.model.PackId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/** Several segments to one: each pack once, packs that are gone left out. */
final class SegmentMerge {
    private static final int LEFT_OUT = -1;

    private final List<IndexedPack> packs = new ArrayList<>();
    private final List<Cursor> cursors = new ArrayList<>();

    /**
     * @param live the packs that exist
     */
    SegmentMerge(List<Segment> segments, Set<PackId> live) {
        Set<PackId> taken = new HashSet<>();
        for (Segment segment : segments) {
            int[] numbers = new int[segment.packs().size()];
            Arrays.fill(numbers, LEFT_OUT);
            for (int i = 0; i < numbers.length; i++) {
                IndexedPack pack = segment.packs().get(i);
                if (live.contains(pack.id()) && taken.add(pack.id())) {
                    numbers[i] = packs.size();
                    packs.add(pack);
                }
            }
            cursors.add(new Cursor(segment, numbers));
        }
    }

    void write(SegmentWriter.Output output) throws IOException {
        SegmentWriter writer = new SegmentWriter(output, packs);
        PriorityQueue<Cursor> queue = new PriorityQueue<>(Cursor.ORDER);
        for (Cursor cursor : cursors) {
            if (cursor.advance()) {
                queue.add(cursor);
            }
        }
        for (Cursor next = queue.poll(); next != null; next = queue.poll()) {
            writer.add(next.word0, next.word1, next.pack, next.ordinal);
            if (next.advance()) {
                queue.add(next);
            }
        }
        writer.finish();
    }

    /** Walks one segment; what it stands on is checked. */
    private static final class Cursor {
        static final Comparator<Cursor> ORDER =
                Comparator.<Cursor>comparingLong(cursor -> cursor.word0 ^ Long.MIN_VALUE)
                        .thenComparingLong(cursor -> cursor.word1 ^ Long.MIN_VALUE)
                        .thenComparingInt(cursor -> cursor.pack);

        private final Segment segment;
        private final int[] numbers;
        private long next;
        private long word0;
        private long word1;
        private int pack;
        private int ordinal;

        Cursor(Segment segment, int[] numbers) {
            this.segment = segment;
            this.numbers = numbers;
        }

        boolean advance() throws DamagedSegmentException {
            while (next < segment.entries()) {
                long entry = next++;
                segment.requireSound(entry);
                pack = numbers[segment.pack(entry)];
                if (pack != LEFT_OUT) {
                    word0 = segment.word0(entry);
                    word1 = segment.word1(entry);
                    ordinal = segment.ordinal(entry);
                    return true;
                }
            }
            return false;
        }
    }
}
