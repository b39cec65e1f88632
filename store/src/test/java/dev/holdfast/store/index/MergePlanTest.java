package dev.holdfast.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergePlanTest {
    private static long[] same(int count) {
        long[] sizes = new long[count];
        Arrays.fill(sizes, 100);
        return sizes;
    }

    @Test
    void fewSegmentsAreLeftAlone() {
        assertThat(MergePlan.smallestToMerge(same(0))).isZero();
        assertThat(MergePlan.smallestToMerge(same(12))).isZero();
    }

    @Test
    void equalSegmentsAreMergedTogether() {
        assertThat(MergePlan.smallestToMerge(same(13))).isEqualTo(13);
    }

    @Test
    void largeSegmentIsNotWrittenAgainForSmallOnes() {
        long[] sizes = same(13);
        sizes[4] = 1_000_000;
        assertThat(MergePlan.smallestToMerge(sizes)).isEqualTo(12);
    }

    @Test
    void eachEntryIsWrittenAgainSeldom() {
        List<Long> sizes = new ArrayList<>();
        long written = 0;
        for (int pack = 0; pack < 10_000; pack++) {
            sizes.add(100L);
            sizes.sort(null);
            int count =
                    MergePlan.smallestToMerge(sizes.stream().mapToLong(Long::longValue).toArray());
            if (count > 0) {
                List<Long> merged = sizes.subList(0, count);
                long sum = merged.stream().mapToLong(Long::longValue).sum();
                merged.clear();
                sizes.add(sum);
                written += sum;
            }
            assertThat(sizes).hasSizeLessThanOrEqualTo(12);
        }
        assertThat(written).isLessThan(8 * 10_000L * 100);
    }
}
