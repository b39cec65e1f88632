package dev.holdfast.client.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.cache.CachedEntry.SharedSlice;
import dev.holdfast.client.cache.SharedUse;
import dev.holdfast.model.ObjectId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which chunks have their files saved again: as few as it takes to keep the vault small. */
class SharedUsesTest {
    private static final int LENGTH = 1_000;

    private final Map<ObjectId, SharedUse> before = new LinkedHashMap<>();

    private static ObjectId chunk(int number) {
        byte[] id = new byte[ObjectId.SIZE];
        id[0] = (byte) number;
        return ObjectId.of(id);
    }

    /** Chunks with so many bytes alive each, all made at a time. */
    private SharedUsesTest chunks(int count, int live, long made) {
        for (int i = 0; i < count; i++) {
            before.put(chunk(before.size()), new SharedUse(LENGTH, live, made));
        }
        return this;
    }

    private List<Integer> takenAgain(Long... kept) {
        SharedUses uses = new SharedUses(before, List.of(kept));
        return IntStream.range(0, before.size())
                .filter(i -> uses.takeAgain(new SharedSlice(chunk(i), 10)))
                .boxed()
                .toList();
    }

    @Test
    void nothingIsTakenAgainWhenThereIsNothing() {
        assertThat(takenAgain()).isEmpty();
        assertThat(takenAgain(7L)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1000, 0", "834, 0", "833, 1"})
    void nothingIsTakenAgainUntilASixthIsDead(int live, int taken) {
        chunks(1, live, 0);
        assertThat(takenAgain(100L)).hasSize(taken);
    }

    @Test
    void theEmptiestAreTakenFirstAndNoMoreThanItTakes() {
        chunks(6, 900, 0).chunks(1, 300, 0).chunks(1, 500, 0).chunks(30, 950, 0);
        assertThat(takenAgain(100L)).isEmpty();
        before.clear();
        chunks(3, 800, 0).chunks(1, 10, 0).chunks(1, 20, 0).chunks(7, 800, 0);
        assertThat(takenAgain(100L)).startsWith(3, 4);
    }

    @Test
    void noMoreThanAFewPercentOfAllBytesAreTakenAgainButOneChunkAtLeast() {
        chunks(99, 500, 0);
        // 3 % of 49,500 are not quite three chunks of 500.
        assertThat(takenAgain(100L)).hasSize(2);
        before.clear();
        chunks(5, 500, 0);
        assertThat(takenAgain(100L)).hasSize(1);
    }

    @Test
    void whatEarlierSnapshotsUseIsNotDead() {
        chunks(10, 500, 0);
        assertThat(takenAgain(100L)).isNotEmpty();
        // Of the chunk, half has died in 100 seconds; at second 10 it was all but a twentieth.
        assertThat(takenAgain(10L, 100L)).isEmpty();
        assertThat(takenAgain(90L, 100L)).isNotEmpty();
    }

    @Test
    void snapshotsFromBeforeAChunkWasMadeDoNotNeedIt() {
        chunks(10, 500, 50);
        assertThat(takenAgain(10L, 50L, 100L)).isNotEmpty();
        assertThat(takenAgain(10L, 51L, 100L)).isEmpty();
    }

    @Test
    void aChunkKeepsWhenItWasMadeAndANewOneIsMadeAfterTheNewestSnapshot() {
        chunks(1, 900, 5);
        SharedUses uses = new SharedUses(before, List.of(10L, 20L));
        uses.made(chunk(9), 700);
        uses.used(new SharedSlice(chunk(9), 700));
        uses.used(new SharedSlice(chunk(0), 400));
        assertThat(uses.result())
                .containsOnly(
                        Map.entry(chunk(0), new SharedUse(LENGTH, 400, 5)),
                        Map.entry(chunk(9), new SharedUse(700, 700, 20)));
    }
}
