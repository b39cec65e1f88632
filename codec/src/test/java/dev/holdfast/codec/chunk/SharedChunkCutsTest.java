package dev.holdfast.codec.chunk;

import static dev.holdfast.codec.chunk.SharedChunkCuts.FILES_MAX;
import static dev.holdfast.codec.chunk.SharedChunkCuts.LENGTH_FULL;
import static dev.holdfast.codec.chunk.SharedChunkCuts.LENGTH_MIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Bytes;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharedChunkCutsTest {
    private static final Bytes LOWEST = digest(0);
    private static final Bytes HIGHEST = digest(-1);

    private static Bytes digest(long first) {
        return Bytes.copyOf(ByteBuffer.allocate(16).putLong(first).array());
    }

    private static boolean endsAfter(long chunkLength, int files, long length, Bytes digest) {
        return SharedChunkCuts.endsAfter(chunkLength, files, length, digest);
    }

    @Test
    void shortChunkGoesOnWhateverTheDigest() {
        assertThat(endsAfter(LENGTH_MIN - 1, 1, 1_000, LOWEST)).isFalse();
        assertThat(endsAfter(LENGTH_MIN, 1, 1_000, LOWEST)).isTrue();
    }

    @Test
    void fullChunkEndsWhateverTheDigest() {
        assertThat(endsAfter(LENGTH_FULL - 1, 1, 1_000, HIGHEST)).isFalse();
        assertThat(endsAfter(LENGTH_FULL, 1, 1_000, HIGHEST)).isTrue();
        assertThat(endsAfter(LENGTH_FULL + 1, 1, 1_000, HIGHEST)).isTrue();
    }

    @Test
    void chunkOfManyFilesEndsWhateverTheDigest() {
        assertThat(endsAfter(FILES_MAX - 1, FILES_MAX - 1, 1, HIGHEST)).isFalse();
        assertThat(endsAfter(FILES_MAX, FILES_MAX, 1, HIGHEST)).isTrue();
    }

    @Test
    void fileIsChosenWhenItsDigestIsBelowItsShareOfTheMean() {
        long half = 192 << 10;
        assertThat(endsAfter(LENGTH_MIN, 1, half, digest(Long.MAX_VALUE))).isTrue();
        assertThat(endsAfter(LENGTH_MIN, 1, half, digest(Long.MIN_VALUE))).isFalse();
        assertThat(endsAfter(LENGTH_MIN, 1, half, HIGHEST)).isFalse();
        assertThat(endsAfter(LENGTH_MIN, 1, 384 << 10, HIGHEST)).isTrue();
    }

    @Test
    void emptyFileIsNeverChosen() {
        assertThat(endsAfter(LENGTH_MIN, 1, 0, LOWEST)).isFalse();
    }

    @Test
    void chunksHaveAboutHalfAMebibyte() {
        Random random = new Random(1);
        long all = 0;
        long chunk = 0;
        int files = 0;
        int chunks = 0;
        while (chunks < 2_000) {
            int length = 1 + random.nextInt(16_000);
            chunk += length;
            all += length;
            files++;
            if (endsAfter(chunk, files, length, digest(random.nextLong()))) {
                chunk = 0;
                files = 0;
                chunks++;
            }
        }
        assertThat(all / chunks).isBetween(430L << 10, 530L << 10);
    }
}
