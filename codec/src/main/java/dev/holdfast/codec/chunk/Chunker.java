package dev.holdfast.codec.chunk;

import dev.holdfast.codec.derive.Hkdf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;

/**
 * Cuts large content where the content says so: FastCDC (Xia et al., USENIX ATC 2016; IEEE TPDS
 * 2020) with normalised chunking of level 2, as docs/format.md, "Chunks", has it. A change shifts
 * only the cuts near it. Safe for many threads.
 */
public final class Chunker {
    /** In bytes, of every chunk but the last. */
    public static final int LENGTH_MIN = 256 << 10;

    /** About what chunks have. */
    public static final int LENGTH_AVERAGE = 1 << 20;

    /** In bytes. */
    public static final int LENGTH_MAX = 4 << 20;

    private static final int AVERAGE_BITS = 20;
    private static final int NORMALISATION = 2;

    /** Harder to meet, for chunks that would be short. */
    private static final long MASK_BEFORE_AVERAGE = topBits(AVERAGE_BITS + NORMALISATION);

    /** Easier to meet, for chunks that are long already. */
    private static final long MASK_AFTER_AVERAGE = topBits(AVERAGE_BITS - NORMALISATION);

    private static final int GEAR_LENGTH = 256; // a number for every byte

    private final long[] gear;

    /**
     * @param seed the vault's, so that cuts say less about known content
     */
    public Chunker(SecretKey seed) {
        byte[] label = "holdfast gear".getBytes(StandardCharsets.US_ASCII);
        this.gear = new long[GEAR_LENGTH];
        ByteBuffer.wrap(Hkdf.expand(seed, label, GEAR_LENGTH * Long.BYTES))
                .asLongBuffer()
                .get(gear);
    }

    private static long topBits(int count) {
        return -1L << (Long.SIZE - count);
    }

    /**
     * Where the chunk ends that begins at {@code from}.
     *
     * @param to where the buffer ends; it holds {@link #LENGTH_MAX} bytes from {@code from} on, or
     *     all that is left of the content
     * @return more than {@code from}, at most {@code to}
     */
    public int cut(byte[] buffer, int from, int to) {
        if (from < 0 || from >= to || to > buffer.length) {
            throw new IllegalArgumentException(
                    "cannot cut %d bytes from %d to %d".formatted(buffer.length, from, to));
        }
        if (to - from <= LENGTH_MIN) {
            return to;
        }
        int end = Math.min(to, from + LENGTH_MAX);
        int average = Math.min(end, from + LENGTH_AVERAGE);
        // The compiler knows the length of a copy made here, and drops a check at every byte: that
        // was measured to be half as fast again, and unrolled loops to be slower.
        long[] table = new long[GEAR_LENGTH];
        System.arraycopy(gear, 0, table, 0, GEAR_LENGTH);
        long fingerprint = 0;
        int at = from + LENGTH_MIN;
        for (; at < average; at++) {
            fingerprint = (fingerprint << 1) + table[buffer[at] & 0xff];
            if ((fingerprint & MASK_BEFORE_AVERAGE) == 0) {
                return at + 1;
            }
        }
        for (; at < end; at++) {
            fingerprint = (fingerprint << 1) + table[buffer[at] & 0xff];
            if ((fingerprint & MASK_AFTER_AVERAGE) == 0) {
                return at + 1;
            }
        }
        return end;
    }
}
