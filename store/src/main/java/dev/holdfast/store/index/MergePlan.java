package dev.holdfast.store.index;

import java.util.Arrays;

/** Decides which segments to merge: the smallest, so that each entry is written again seldom. */
final class MergePlan {
    /** A lookup asks each segment: more would slow it down. */
    static final int SEGMENTS_MAX = 12;

    /** Merging fewer at a time would come too often. */
    private static final int MERGED_MIN = 6;

    private MergePlan() {}

    /**
     * How many of the smallest segments to merge now; 0 for none.
     *
     * @param sizes in any order
     */
    static int smallestToMerge(long[] sizes) {
        if (sizes.length <= SEGMENTS_MAX) {
            return 0;
        }
        long[] sorted = sizes.clone();
        Arrays.sort(sorted);
        int count = sorted.length - SEGMENTS_MAX + MERGED_MIN;
        long sum = Arrays.stream(sorted, 0, count).sum();
        while (count < sorted.length && sorted[count] <= sum) {
            sum += sorted[count++];
        }
        return count;
    }
}
