package dev.holdfast.store.index;

import dev.holdfast.model.PackId;
import dev.holdfast.store.pack.PackEntry;
import dev.holdfast.store.pack.PackKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The entries of a few packs, sorted in memory. */
final class SegmentBatch {
    private static final Comparator<Line> ORDER =
            Comparator.<Line>comparingLong(line -> line.word0 ^ Long.MIN_VALUE)
                    .thenComparingLong(line -> line.word1 ^ Long.MIN_VALUE)
                    .thenComparingInt(Line::pack);

    private final List<IndexedPack> packs = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    private record Line(long word0, long word1, int pack, int ordinal) {}

    void add(PackId id, PackKind kind, List<PackEntry> entries) {
        for (int ordinal = 0; ordinal < entries.size(); ordinal++) {
            var object = entries.get(ordinal).id();
            lines.add(new Line(object.word0(), object.word1(), packs.size(), ordinal));
        }
        packs.add(new IndexedPack(id, kind, entries.size()));
    }

    int entries() {
        return lines.size();
    }

    boolean isEmpty() {
        return packs.isEmpty();
    }

    void write(SegmentWriter.Output output) throws IOException {
        lines.sort(ORDER);
        SegmentWriter writer = new SegmentWriter(output, packs);
        for (Line line : lines) {
            writer.add(line.word0, line.word1, line.pack, line.ordinal);
        }
        writer.finish();
    }
}
