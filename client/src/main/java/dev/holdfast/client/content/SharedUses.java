package dev.holdfast.client.content;

import dev.holdfast.client.cache.CachedEntry.SharedSlice;
import dev.holdfast.client.cache.SharedUse;
import dev.holdfast.model.ObjectId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts how much of each shared chunk is in use. When too much of all of them is dead, files of
 * the emptiest are saved again, so that those chunks can go: at most {@link #AGAIN_PERCENT} of the
 * bytes of the last run each time.
 *
 * <p>What earlier snapshots use is not dead while they are kept. How much that is of a chunk,
 * nobody has counted: it is taken to have died evenly since the chunk was made.
 */
public final class SharedUses {
    private static final int AGAIN_PERCENT = 3;

    /** Of the bytes that are needed, so many may lie there. */
    private static final int LENGTH_PERCENT_MAX = 120;

    private final Map<ObjectId, SharedUse> before;
    private final Set<ObjectId> again;
    private final long now;
    private final Map<ObjectId, Integer> lengths = new HashMap<>();
    private final Map<ObjectId, Integer> live = new LinkedHashMap<>();

    /**
     * @param before what the last run counted
     * @param kept when the server received the snapshots of the series that it keeps, in seconds
     *     since 1970, the oldest first
     */
    public SharedUses(Map<ObjectId, SharedUse> before, List<Long> kept) {
        this.before = before;
        this.again = emptiest(before, kept);
        this.now = kept.isEmpty() ? 0 : kept.getLast();
    }

    private record Candidate(ObjectId chunk, SharedUse use, long needed) {
        private double share() {
            return (double) needed / use.length();
        }
    }

    /** The chunks whose files are saved again: at least one, when there is reason to. */
    private static Set<ObjectId> emptiest(Map<ObjectId, SharedUse> all, List<Long> kept) {
        List<Candidate> candidates =
                all.entrySet().stream()
                        .filter(each -> each.getValue().length() > 0)
                        .map(each ->
                                new Candidate(
                                        each.getKey(),
                                        each.getValue(),
                                        needed(each.getValue(), kept)))
                        .sorted((one, other) -> Double.compare(one.share(), other.share()))
                        .toList();
        long length = candidates.stream().mapToLong(each -> each.use().length()).sum();
        long needed = candidates.stream().mapToLong(Candidate::needed).sum();
        long budget =
                candidates.stream().mapToLong(each -> each.use().live()).sum()
                        * AGAIN_PERCENT
                        / 100;
        Set<ObjectId> chosen = new HashSet<>();
        for (Candidate each : candidates) {
            budget -= each.use().live();
            if (length * 100 <= needed * LENGTH_PERCENT_MAX || (budget < 0 && !chosen.isEmpty())) {
                break;
            }
            chosen.add(each.chunk());
            length -= each.use().length() - each.use().live();
            needed -= each.needed() - each.use().live();
        }
        return chosen;
    }

    /** Bytes of a chunk that some snapshot uses, about. */
    private static long needed(SharedUse use, List<Long> kept) {
        long live = Math.min(use.live(), use.length());
        long newest = kept.isEmpty() ? use.made() : kept.getLast();
        long oldest = kept.stream().filter(time -> time > use.made()).findFirst().orElse(newest);
        long age = newest - use.made();
        return age <= 0 ? live : live + (use.length() - live) * (newest - oldest) / age;
    }

    /** Whether a file that has not changed should be saved again all the same. */
    public boolean takeAgain(SharedSlice slice) {
        return again.contains(slice.chunk());
    }

    /** The length of a chunk that was there before, as far as it was counted; 0 of any other. */
    int knownLength(ObjectId chunk) {
        SharedUse known = before.get(chunk);
        return known == null ? 0 : known.length();
    }

    void made(ObjectId chunk, int length) {
        lengths.put(chunk, length);
    }

    public void used(SharedSlice slice) {
        live.merge(slice.chunk(), slice.length(), SharedUses::sum);
    }

    /** A file with many names counts many times. */
    private static int sum(int one, int other) {
        return (int) Math.min((long) one + other, Integer.MAX_VALUE);
    }

    /** What this run counted, for the next. */
    public Map<ObjectId, SharedUse> result() {
        Map<ObjectId, SharedUse> result = LinkedHashMap.newLinkedHashMap(live.size());
        live.forEach((chunk, bytes) -> result.put(chunk, use(chunk, bytes)));
        return result;
    }

    private SharedUse use(ObjectId chunk, int bytes) {
        SharedUse known = before.get(chunk);
        int length = lengths.getOrDefault(chunk, knownLength(chunk));
        return new SharedUse(length, bytes, known == null ? now : known.made());
    }
}
