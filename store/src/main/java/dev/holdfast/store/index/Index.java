package dev.holdfast.store.index;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One view of where the objects of a vault lie: some segments, and which packs existed when the
 * view was made. Immutable; for several threads.
 */
public final class Index {
    private final List<Segment> segments;
    private final Set<PackId> live;

    /** For each segment, which of its packs exist. */
    private final List<boolean[]> exists;

    Index(List<Segment> segments, Set<PackId> live) {
        this.segments = List.copyOf(segments);
        this.live = live;
        this.exists = segments.stream().map(segment -> exists(segment, live)).toList();
    }

    private static boolean[] exists(Segment segment, Set<PackId> live) {
        boolean[] exists = new boolean[segment.packs().size()];
        for (int i = 0; i < exists.length; i++) {
            exists[i] = live.contains(segment.packs().get(i).id());
        }
        return exists;
    }

    /** Whether a pack that exists has an object with the prefix of this id. */
    public boolean contains(ObjectId id) throws DamagedSegmentException {
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            long end = segment.entries();
            for (long at = segment.lowerBound(id); at < end && segment.compare(at, id) == 0; at++) {
                if (exists.get(i)[segment.pack(at)]) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Every place where an object with the prefix of this id lies. */
    public List<Location> find(ObjectId id) throws DamagedSegmentException {
        List<Location> locations = new ArrayList<>(1);
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            long end = segment.entries();
            for (long at = segment.lowerBound(id); at < end && segment.compare(at, id) == 0; at++) {
                int pack = segment.pack(at);
                if (exists.get(i)[pack]) {
                    IndexedPack indexed = segment.packs().get(pack);
                    locations.add(new Location(indexed.id(), indexed.kind(), segment.ordinal(at)));
                }
            }
        }
        return locations;
    }

    /** Packs that the segments know of and that do not exist: somebody took them away. */
    public Set<PackId> vanished() {
        Set<PackId> vanished = new HashSet<>();
        for (Segment segment : segments) {
            for (IndexedPack pack : segment.packs()) {
                if (!live.contains(pack.id())) {
                    vanished.add(pack.id());
                }
            }
        }
        return vanished;
    }

    /** How many records of each pack the segments have. */
    public Map<PackId, Integer> records() {
        Map<PackId, Integer> records = new HashMap<>();
        for (Segment segment : segments) {
            segment.packs().forEach(pack -> records.put(pack.id(), pack.records()));
        }
        return records;
    }

    Set<PackId> live() {
        return live;
    }

    List<Segment> segments() {
        return segments;
    }

    /** How many segments there are. */
    public int segmentCount() {
        return segments.size();
    }

    /** How many entries there are, of packs that exist and others. */
    public long entryCount() {
        return segments.stream().mapToLong(Segment::entries).sum();
    }
}
