package dev.holdfast.codec.chunk;

import dev.holdfast.model.Bytes;
import java.nio.ByteBuffer;

/**
 * Decides where a chunk ends that several small files share: after files that their own content
 * chooses, about 512 KiB apart, so that a copied directory falls into the same chunks
 * (docs/format.md, "Chunks").
 */
public final class SharedChunkCuts {
    /** In bytes: shorter chunks end only when there are no more files. */
    public static final int LENGTH_MIN = 128 << 10;

    /** In bytes: a chunk that reaches it ends. A last file may reach beyond. */
    public static final int LENGTH_FULL = 1 << 20;

    /** Files in one chunk; bounds what one damaged record can take away. */
    public static final int FILES_MAX = 4_096;

    /** Beyond the least length, a chunk goes on for so many bytes on average. */
    private static final long MEAN = 384 << 10;

    private SharedChunkCuts() {}

    /**
     * @param chunkLength with the file that was just appended, in bytes
     * @param files with that file
     * @param fileLength of that file, in bytes
     * @param digest of that file, from {@link SliceDigest}
     */
    public static boolean endsAfter(long chunkLength, int files, long fileLength, Bytes digest) {
        return chunkLength >= LENGTH_FULL
                || files >= FILES_MAX
                || (chunkLength >= LENGTH_MIN && chooses(digest, fileLength));
    }

    /** With a probability of length / MEAN: digest · MEAN / 2⁶⁴ < length, in whole numbers. */
    private static boolean chooses(Bytes digest, long length) {
        long random = ByteBuffer.wrap(digest.toArray()).getLong();
        return Math.unsignedMultiplyHigh(random, MEAN) < length;
    }
}
