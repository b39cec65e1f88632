package dev.holdfast.codec.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.codec.Vectors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkerTest {
    private static final Chunker CHUNKER = chunker(Vectors.bytes("chunker"));
    private static final byte[] CONTENT = Vectors.stream(16 << 20);

    private static Chunker chunker(byte[] seed) {
        SecretKey key = new SecretKeySpec(seed, "Generic");
        return new Chunker(key);
    }

    private static List<Integer> cuts(Chunker chunker, byte[] content) {
        List<Integer> ends = new ArrayList<>();
        for (int at = 0; at < content.length; at = ends.getLast()) {
            ends.add(chunker.cut(content, at, content.length));
        }
        return ends;
    }

    private static List<Integer> integers(String vector) {
        List<Integer> integers = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(Vectors.bytes(vector));
        while (bytes.hasRemaining()) {
            integers.add(bytes.getInt());
        }
        return integers;
    }

    private static List<Integer> lengths(List<Integer> ends) {
        List<Integer> lengths = new ArrayList<>();
        int from = 0;
        for (int end : ends) {
            lengths.add(end - from);
            from = end;
        }
        return lengths;
    }

    @Test
    void cutsAreThoseOfTheDocument() {
        assertThat(cuts(CHUNKER, CONTENT)).isEqualTo(integers("cuts_of_16_mib"));
        assertThat(cuts(CHUNKER, new byte[9 << 20])).isEqualTo(integers("cuts_of_9_mib_of_zeros"));
    }

    @Test
    void chunksAreAboutAMebibyteAndWithinTheirBounds() {
        byte[] content = new byte[64 << 20];
        new Random(1).nextBytes(content);
        List<Integer> lengths = lengths(cuts(CHUNKER, content));
        lengths.removeLast();
        assertThat(lengths).allMatch(n -> n > Chunker.LENGTH_MIN && n <= Chunker.LENGTH_MAX);
        assertThat(lengths.stream().mapToInt(n -> n).average().orElseThrow())
                .isBetween(900e3, 1_400e3);
    }

    @Test
    void anotherVaultCutsElsewhere() {
        Set<Integer> ours = new HashSet<>(cuts(CHUNKER, CONTENT));
        List<Integer> theirs = cuts(chunker(new byte[32]), CONTENT);
        theirs.removeLast();
        assertThat(theirs).isNotEmpty().doesNotContainAnyElementsOf(ours);
    }

    @Test
    void insertionShiftsOnlyTheFirstChunks() {
        byte[] longer = new byte[CONTENT.length + 100];
        System.arraycopy(CONTENT, 0, longer, 100, CONTENT.length);
        List<Integer> shifted = cuts(CHUNKER, longer).stream().map(end -> end - 100).toList();
        List<Integer> before = cuts(CHUNKER, CONTENT);
        assertThat(shifted).containsAll(before.subList(before.size() - 8, before.size()));
    }

    @Test
    void cutDependsOnTheChunkAloneAndNotOnWhereItLiesInTheBuffer() {
        int end = CHUNKER.cut(CONTENT, 0, CONTENT.length);
        byte[] moved = new byte[CONTENT.length + 7];
        System.arraycopy(CONTENT, 0, moved, 7, CONTENT.length);
        assertThat(CHUNKER.cut(moved, 7, moved.length)).isEqualTo(end + 7);
        assertThat(CHUNKER.cut(CONTENT, 0, Chunker.LENGTH_MAX)).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, Chunker.LENGTH_MIN - 1, Chunker.LENGTH_MIN})
    void shortContentIsOneChunk(int length) {
        assertThat(CHUNKER.cut(CONTENT, 0, length)).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void contentThatNeverChoosesIsCutAtTheLongest(int more) {
        byte[] zeros = new byte[Chunker.LENGTH_MAX + more];
        assertThat(CHUNKER.cut(zeros, 0, zeros.length))
                .isEqualTo(Math.min(zeros.length, Chunker.LENGTH_MAX));
    }

    @Test
    void nothingCannotBeCut() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> CHUNKER.cut(CONTENT, 5, 5));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> CHUNKER.cut(CONTENT, -1, 5));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> CHUNKER.cut(CONTENT, 0, CONTENT.length + 1));
    }
}
