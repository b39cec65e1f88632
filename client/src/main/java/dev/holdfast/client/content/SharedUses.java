package dev.holdfast.client.content;

import dev.holdfast.client.cache.CachedEntry.SharedSlice;
import dev.holdfast.client.cache.SharedUse;
import dev.holdfast.model.ObjectId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts how much of each shared chunk is in use. A chunk less than half alive has its files saved
 * again by the next run, so that it can go: at most {@link #AGAIN_PERCENT} of the bytes of the last
 * run each time.
 */
public final class SharedUses {
    private static final int AGAIN_PERCENT = 3;

    private final Map<ObjectId, SharedUse> before;
    private final Map<ObjectId, Integer> lengths = new HashMap<>();
    private final Map<ObjectId, Integer> live = new LinkedHashMap<>();
    private long againBudget;

    /**
     * @param before what the last run counted
     */
    public SharedUses(Map<ObjectId, SharedUse> before) {
        this.before = before;
        long liveBefore = before.values().stream().mapToLong(SharedUse::live).sum();
        this.againBudget = liveBefore * AGAIN_PERCENT / 100;
    }

    /** Whether a file that has not changed should be saved again all the same. */
    public boolean takeAgain(SharedSlice slice) {
        SharedUse use = before.get(slice.chunk());
        if (use == null || !use.isSparse() || againBudget < slice.length()) {
            return false;
        }
        againBudget -= slice.length();
        return true;
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
        live.forEach((chunk, bytes) -> result.put(chunk, new SharedUse(length(chunk), bytes)));
        return result;
    }

    private int length(ObjectId chunk) {
        Integer made = lengths.get(chunk);
        if (made != null) {
            return made;
        }
        return knownLength(chunk);
    }
}
