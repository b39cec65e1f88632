package dev.holdfast.codec.chunk;

import static dev.holdfast.codec.chunk.PartCuts.COUNT_MAX;
import static dev.holdfast.codec.chunk.PartCuts.COUNT_MIN;
import static dev.holdfast.codec.chunk.PartCuts.WEIGHT_FULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.codec.Vectors;
import dev.holdfast.codec.chunk.PartCuts.Part;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartCutsTest {
    private static final PartCuts CUTS =
            new PartCuts(Vectors.root().sealingKeys(List.of()).parts());
    private static final RawName CHOSEN = RawName.of("file-" + 0x0152);
    private static final RawName OTHER = RawName.of("file-0");

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void chosenNamesAreThoseOfTheDocument(int level) {
        ByteBuffer vector =
                ByteBuffer.wrap(Vectors.bytes("names_that_end_a_part_at_level_" + level));
        List<Integer> expected = new ArrayList<>();
        while (vector.hasRemaining()) {
            expected.add((int) vector.getShort());
        }
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            if (CUTS.endsAfter(new Part(level, COUNT_MIN, 0), RawName.of("file-" + i))) {
                chosen.add(i);
            }
        }
        assertThat(chosen).isEqualTo(expected);
    }

    @Test
    void smallPartGoesOnAfterAChosenName() {
        assertThat(CUTS.endsAfter(new Part(0, COUNT_MIN - 1, 0), CHOSEN)).isFalse();
        assertThat(CUTS.endsAfter(new Part(0, COUNT_MIN, 0), CHOSEN)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1023, 262144, false",
        "1024, 262144, true",
        "1025, 262144, true",
        "1023, 262145, true",
        "1, 262145, true",
        "1, 262144, false"
    })
    void fullPartEndsAfterAnyName(int count, long weight, boolean ends) {
        assertThat(List.of(COUNT_MAX, WEIGHT_FULL)).containsExactly(1_024, 262_144);
        assertThat(CUTS.endsAfter(new Part(0, count, weight), OTHER)).isEqualTo(ends);
    }

    @Test
    void chunkEndsAPartOfAListAsANameEndsAPartOfATree() {
        byte[] bytes = Vectors.bytes("id_of_chunk");
        for (int level = 0; level < 256; level++) {
            Part part = new Part(level, COUNT_MIN, 0);
            assertThat(CUTS.endsAfter(part, ObjectId.of(bytes)))
                    .isEqualTo(CUTS.endsAfter(part, RawName.of(bytes)));
        }
    }

    @Test
    void oneChangeInAHugeDirectoryChangesOneLeaf() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            names.add("entry-%06d".formatted(i));
        }
        List<List<String>> before = leaves(names);
        names.add(10_000, "entry-009999a");
        List<List<String>> after = leaves(names);
        assertThat(before).hasSizeGreaterThan(30);
        List<List<String>> changed = new ArrayList<>(after);
        changed.removeAll(before);
        assertThat(changed).hasSizeBetween(1, 2);
    }

    private static List<List<String>> leaves(List<String> names) {
        List<List<String>> leaves = new ArrayList<>();
        List<String> leaf = new ArrayList<>();
        for (String name : names) {
            leaf.add(name);
            if (CUTS.endsAfter(new Part(0, leaf.size(), 100L * leaf.size()), RawName.of(name))) {
                leaves.add(leaf);
                leaf = new ArrayList<>();
            }
        }
        return leaves;
    }

    @Test
    void impossiblePartsAreRefused() {
        for (int[] part : new int[][] {{-1, 1, 1}, {256, 1, 1}, {0, 0, 1}, {0, 1, -1}}) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> new Part(part[0], part[1], part[2]));
        }
    }
}
