package dev.holdfast.store.index;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.PackId;
import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.pack.PackEntry;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackReader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The index on disc. Whatever changes the folder is called under the vault's lock; {@link #view} is
 * not.
 */
public final class IndexFolder {
    public static final String NAME = "index";

    /** Sorted in memory at a time: about 20 MB. */
    private static final int BATCH_ENTRIES = 400_000;

    /** A segment is written again when more than one in so many of its entries means nothing. */
    private static final int STALE_SHARE = 8;

    private final Volume volume;
    private final SegmentFiles files;
    private final ClosedPacks closed;

    public IndexFolder(Volume volume) {
        this.volume = volume;
        this.files = new SegmentFiles(volume);
        this.closed = new ClosedPacks(volume);
    }

    /** The names of the segments: when they are the same, nothing was published since. */
    public List<String> names() throws IOException {
        return files.names();
    }

    /**
     * Reads without changing anything: packs that no sound segment covers are indexed in memory.
     *
     * @param packs that exist
     * @param before an older view, whose segments need not be opened again
     */
    public Index view(Map<PackId, PackKind> packs, @Nullable Index before) throws IOException {
        List<Segment> segments = files.open(before).sound();
        indexAll(uncovered(segments, packs), segments, SegmentFiles::inMemory);
        return new Index(segments, packs.keySet());
    }

    /**
     * Reads and puts right: damaged segments and packs that are gone leave the index, packs that no
     * segment covers enter it, small segments are merged.
     *
     * @param changes what is known of packs that are not covered, or gone
     */
    public Index repair(Map<PackId, PackKind> packs, Changes changes, @Nullable Index before)
            throws IOException {
        SegmentFiles.Opened opened = files.open(before);
        Map<PackId, PackKind> uncovered = uncovered(opened.sound(), packs);
        Set<PackId> fresh = changes.fresh();
        boolean stale =
                !new Index(opened.sound(), packs.keySet())
                        .vanished().stream().allMatch(changes.reclaimed());
        if (stale || !opened.damaged().isEmpty() || !fresh.containsAll(uncovered.keySet())) {
            // INVARIANT: before the last trace of what was lost goes.
            closed.forget();
        }
        for (String name : opened.damaged()) {
            files.delete(name);
        }
        List<Segment> segments = withoutRedundant(opened.sound());
        indexAll(uncovered, segments, files::write);
        mergeStale(segments, packs.keySet());
        mergeSmall(segments, packs.keySet());
        return new Index(segments, packs.keySet());
    }

    /**
     * What is known of packs.
     *
     * @param fresh that nobody can have indexed yet
     * @param reclaimed whether one may vanish, as all of it was dead
     */
    public record Changes(Set<PackId> fresh, Predicate<PackId> reclaimed) {}

    /** Adds a pack that was just published; in memory when there is no room for more. */
    public Index add(Index index, PackId id, PackKind kind, List<PackEntry> entries)
            throws IOException {
        SegmentBatch batch = new SegmentBatch();
        batch.add(id, kind, entries);
        List<Segment> segments = new ArrayList<>(index.segments());
        segments.add(writeIfRoom(batch));
        Set<PackId> live = new HashSet<>(index.live());
        live.add(id);
        return new Index(segments, live);
    }

    private Segment writeIfRoom(SegmentBatch batch) throws IOException {
        try {
            return files.write(batch::write);
        } catch (DiscFullException full) {
            return SegmentFiles.inMemory(batch::write);
        }
    }

    /** Whether so many segments were added that {@link #repair} would merge some. */
    public boolean wantsMerge(Index index) {
        return index.segmentCount() > MergePlan.SEGMENTS_MAX;
    }

    /** Deletes a segment found damaged, so that {@link #repair} makes it again. */
    public void drop(DamagedSegmentException damaged) throws IOException {
        closed.forget();
        files.delete(damaged.name());
    }

    /** Deletes everything, so that {@link #repair} makes it again. */
    public void clear() throws IOException {
        closed.forget();
        for (String name : names()) {
            files.delete(name);
        }
    }

    /**
     * The closed packs: everything that their records refer to is present.
     *
     * @param stamp of what is known to be damaged now
     * @return none unless the same was known when they were saved
     */
    public Set<PackId> closed(Bytes stamp) throws IOException {
        return closed.load(stamp);
    }

    public void saveClosed(Bytes stamp, Set<PackId> packs) throws IOException {
        closed.save(stamp, packs);
    }

    /** No pack counts as closed any more. */
    public void forgetClosed() throws IOException {
        closed.forget();
    }

    private static Map<PackId, PackKind> uncovered(
            List<Segment> segments, Map<PackId, PackKind> packs) {
        Map<PackId, PackKind> uncovered = new HashMap<>(packs);
        for (Segment segment : segments) {
            segment.packs().forEach(pack -> uncovered.remove(pack.id()));
        }
        return uncovered;
    }

    /** After a crash between a merge and the deletion of what was merged, both are there. */
    private List<Segment> withoutRedundant(List<Segment> segments) throws IOException {
        List<Segment> largestFirst = new ArrayList<>(segments);
        largestFirst.sort(Comparator.comparingInt((Segment s) -> s.packs().size()).reversed());
        Set<PackId> covered = new HashSet<>();
        List<Segment> kept = new ArrayList<>();
        for (Segment segment : largestFirst) {
            boolean adds = false;
            for (IndexedPack pack : segment.packs()) {
                adds |= covered.add(pack.id());
            }
            if (adds) {
                kept.add(segment);
            } else {
                files.delete(segment.name());
            }
        }
        return kept;
    }

    private interface Destination {
        Segment write(SegmentFiles.Content content) throws IOException;
    }

    private void indexAll(
            Map<PackId, PackKind> packs, List<Segment> segments, Destination destination)
            throws IOException {
        SegmentBatch batch = new SegmentBatch();
        for (Map.Entry<PackId, PackKind> pack : packs.entrySet()) {
            addFromPack(batch, pack.getKey(), pack.getValue());
            if (batch.entries() >= BATCH_ENTRIES) {
                segments.add(destination.write(batch::write));
                batch = new SegmentBatch();
            }
        }
        if (!batch.isEmpty()) {
            segments.add(destination.write(batch::write));
        }
    }

    private void addFromPack(SegmentBatch batch, PackId id, PackKind kind) throws IOException {
        try (PackReader reader = PackReader.open(volume, id, kind)) {
            batch.add(id, kind, reader.entries());
        } catch (NoSuchFileException gone) {
            // Reclaimed since it was listed: nothing of it is present.
        }
    }

    private void mergeStale(List<Segment> segments, Set<PackId> live) throws IOException {
        List<Segment> stale = new ArrayList<>();
        for (Segment segment : segments) {
            if (deadEntries(segment, live) * STALE_SHARE > segment.entries()) {
                stale.add(segment);
            }
        }
        merge(stale, segments, live);
    }

    private static long deadEntries(Segment segment, Set<PackId> live) {
        return segment.packs().stream()
                .filter(pack -> !live.contains(pack.id()))
                .mapToLong(IndexedPack::records)
                .sum();
    }

    private void mergeSmall(List<Segment> segments, Set<PackId> live) throws IOException {
        List<Segment> smallestFirst = new ArrayList<>(segments);
        smallestFirst.sort(Comparator.comparingLong(Segment::entries));
        long[] sizes = smallestFirst.stream().mapToLong(Segment::entries).toArray();
        merge(smallestFirst.subList(0, MergePlan.smallestToMerge(sizes)), segments, live);
    }

    private void merge(List<Segment> parts, List<Segment> segments, Set<PackId> live)
            throws IOException {
        if (parts.isEmpty()) {
            return;
        }
        Segment merged = files.write(new SegmentMerge(parts, live)::write);
        segments.removeAll(parts);
        segments.add(merged);
        for (Segment part : parts) {
            files.delete(part.name());
        }
    }
}
