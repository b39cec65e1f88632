package dev.holdfast.store.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Kind;
import dev.holdfast.store.pack.PackEntry;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.reclaim.JudgedPack.Range;
import dev.holdfast.testkit.Records;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemainsTest {
    private static final int BLOCK = 4096;

    private static Remains data(int live, int dead, int goneBlocks) {
        long size = (live + dead + goneBlocks + 2L) * BLOCK;
        return new Remains(
                PackKind.DATA, size, live, dead, (long) dead * BLOCK, (long) goneBlocks * BLOCK);
    }

    private static Remains meta(long size, int live, long deadBytes) {
        return new Remains(PackKind.META, size, live, 10, deadBytes, 0);
    }

    @Test
    void packWithoutDeadRecordsStays() {
        assertThat(data(3, 0, 0).fate(Way.PUNCH)).isEqualTo(Fate.STAYS);
        assertThat(data(3, 0, 5).gain(Way.PUNCH)).isZero();
    }

    @Test
    void packWithoutLiveRecordsGoesWithItsHeaderAndTableButCountsNoHoleTwice() {
        assertThat(data(0, 4, 0).fate(Way.PUNCH)).isEqualTo(Fate.UNLINKED);
        assertThat(data(0, 4, 0).gain(Way.PUNCH)).isEqualTo(6L * BLOCK);
        assertThat(data(0, 1, 3).gain(Way.PUNCH)).isEqualTo(3L * BLOCK);
        assertThat(data(0, 0, 4).fate(Way.PUNCH)).isEqualTo(Fate.UNLINKED);
    }

    @Test
    void oneDeadRecordIsEnoughForAHole() {
        assertThat(data(1000, 1, 0).fate(Way.PUNCH)).isEqualTo(Fate.PUNCHED);
        assertThat(data(1000, 1, 0).gain(Way.PUNCH)).isEqualTo(BLOCK);
    }

    @Test
    void packIsRewrittenWhenHalfOfItIsDead() {
        assertThat(data(100, 102, 0).fate(Way.REWRITE)).isEqualTo(Fate.REWRITTEN);
        assertThat(data(100, 101, 0).fate(Way.REWRITE)).isEqualTo(Fate.STAYS);
        assertThat(meta(100_000, 1, 49_999).fate(Way.PUNCH)).isEqualTo(Fate.STAYS);
        assertThat(meta(100_000, 1, 50_000).fate(Way.PUNCH)).isEqualTo(Fate.REWRITTEN);
        assertThat(meta(100_000, 1, 50_000).gain(Way.PUNCH)).isEqualTo(12L * BLOCK);
    }

    @Test
    void packIsNotRewrittenWhenThatFreesNoBlock() {
        assertThat(meta(4000, 1, 3000).fate(Way.PUNCH)).isEqualTo(Fate.STAYS);
    }

    @Test
    void neighboursAreOneHole() {
        List<PackEntry> entries = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            entries.add(new PackEntry(Records.id(i), Kind.CHUNK, (1 + 2 * i) * BLOCK, BLOCK + 1));
        }
        assertThat(ranges(entries)).isEmpty();
        assertThat(ranges(entries, 1)).containsExactly(new Range(3L * BLOCK, 2L * BLOCK));
        assertThat(ranges(entries, 0, 1, 3, 4))
                .containsExactly(new Range(BLOCK, 4L * BLOCK), new Range(7L * BLOCK, 4L * BLOCK));
    }

    private static List<Range> ranges(List<PackEntry> entries, int... dead) {
        BitSet bits = new BitSet();
        for (int each : dead) {
            bits.set(each);
        }
        return JudgedPack.ranges(PackKind.DATA, entries, bits);
    }
}
