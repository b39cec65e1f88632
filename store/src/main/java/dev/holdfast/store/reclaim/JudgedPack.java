package dev.holdfast.store.reclaim;

import dev.holdfast.model.MalformedException;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeFile;
import dev.holdfast.store.mark.MarkedPack;
import dev.holdfast.store.pack.PackEntry;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackName;
import dev.holdfast.store.pack.PackReader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A pack whose records are judged by their marks.
 *
 * @param size of the file in bytes
 * @param entries its table
 * @param condemned which of them were dead before
 */
record JudgedPack(MarkedPack marked, long size, List<PackEntry> entries, BitSet condemned) {

    /** Empty if the pack is not to be judged, is gone, or its table cannot be trusted. */
    static Optional<JudgedPack> of(Volume volume, MarkedPack marked, Condemned condemned)
            throws IOException {
        if (marked.judgement() != MarkedPack.Judgement.BY_MARKS) {
            return Optional.empty();
        }
        PackName name = PackName.published(marked.id(), marked.kind());
        Optional<List<PackEntry>> table = table(volume, name, marked.records());
        if (table.isEmpty()) {
            return Optional.empty();
        }
        try (VolumeFile file = volume.open(name.path())) {
            BitSet dead = condemned.ordinals(marked.id());
            return Optional.of(new JudgedPack(marked, file.size(), table.get(), dead));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /** The table of a pack, if it is the one that was judged. */
    static Optional<List<PackEntry>> table(Volume volume, PackName name, int records)
            throws IOException {
        return soundTable(volume, name).filter(table -> table.size() == records);
    }

    /** The table of a pack, unless it is damaged or gone. */
    static Optional<List<PackEntry>> soundTable(Volume volume, PackName name) throws IOException {
        try (PackReader reader = PackReader.open(volume, name.id(), name.kind())) {
            return Optional.of(reader.table());
        } catch (NoSuchFileException | MalformedException unknown) {
            return Optional.empty();
        }
    }

    /** Bytes from one position on. */
    record Range(long position, long length) {}

    /** What this comes to for each mark: when everything up to it is dead. */
    long[] gains(Way way) {
        int[] counts = new int[Survey.KEPT + 1];
        long[] bytes = new long[Survey.KEPT + 1];
        long gone = 0;
        for (int i = 0; i < entries.size(); i++) {
            long room = entries.get(i).room(marked.kind());
            if (!condemned.get(i)) {
                counts[marked.mark(i)]++;
                bytes[marked.mark(i)] += room;
            } else if (isPunched(way)) {
                gone += room;
            } else {
                counts[0]++;
                bytes[0] += room;
            }
        }
        return gains(way, counts, bytes, gone);
    }

    private long[] gains(Way way, int[] counts, long[] bytes, long gone) {
        int total = Arrays.stream(counts).sum();
        long[] gains = new long[Survey.KEPT];
        int dead = 0;
        long deadBytes = 0;
        for (int mark = 0; mark < Survey.KEPT; mark++) {
            dead += counts[mark];
            deadBytes += bytes[mark];
            gains[mark] =
                    new Remains(marked.kind(), size, total - dead, dead, deadBytes, gone).gain(way);
        }
        return gains;
    }

    private boolean isPunched(Way way) {
        return marked.kind() == PackKind.DATA && way == Way.PUNCH;
    }

    /** Adds the bytes of each record to the sum of its mark. */
    void share(long[] bytes) {
        for (int i = 0; i < entries.size(); i++) {
            bytes[marked.mark(i)] += entries.get(i).room(marked.kind());
        }
    }

    Fate fate(Way way, BitSet dead) {
        int live = entries.size() - dead.cardinality();
        int dying = 0;
        long dyingBytes = 0;
        for (int i = dead.nextSetBit(0); i >= 0; i = dead.nextSetBit(i + 1)) {
            if (!condemned.get(i) || !isPunched(way)) {
                dying++;
                dyingBytes += entries.get(i).room(marked.kind());
            }
        }
        return new Remains(marked.kind(), size, live, dying, dyingBytes, 0).fate(way);
    }

    /** Where records lie, neighbours joined. */
    static List<Range> ranges(PackKind kind, List<PackEntry> entries, BitSet ordinals) {
        List<Range> ranges = new ArrayList<>();
        long from = 0;
        long to = 0;
        for (int i = ordinals.nextSetBit(0); i >= 0; i = ordinals.nextSetBit(i + 1)) {
            PackEntry entry = entries.get(i);
            if (entry.offset() != to) {
                add(ranges, from, to);
                from = entry.offset();
            }
            to = entry.offset() + (long) entry.room(kind);
        }
        add(ranges, from, to);
        return ranges;
    }

    private static void add(List<Range> ranges, long from, long to) {
        if (to > from) {
            ranges.add(new Range(from, to - from));
        }
    }
}
