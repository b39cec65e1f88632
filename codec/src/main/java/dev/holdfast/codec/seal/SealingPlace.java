package dev.holdfast.codec.seal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;

/** Compresses, besides. */
final class SealingPlace extends Workplace {
    private static final int SAMPLE_LENGTH = 16 << 10;

    /** Below, a look at samples costs more than it saves. */
    private static final int SAMPLED_LENGTH_MIN = 8 * SAMPLE_LENGTH;

    /**
     * The tables that the default level searches have this many entries, as a power of two. zstd's
     * own choice (17 and 16 bits) does not fit into a processor core's nearest caches beside the
     * rest: these were measured to be 1.37 times as fast, and what they make is 0.8 % longer.
     */
    private static final int TABLE_BITS = 15;

    /** Lets zstd choose. */
    private static final int TABLE_BITS_OF_LEVEL = 0;

    private final ZstdCompressCtx zstd =
            new ZstdCompressCtx().setChecksum(false).setContentSize(true);

    /**
     * Puts envelope and body into the {@link #buffer}.
     *
     * @return how long they are together, in bytes
     */
    int envelop(byte[] plain, int level) {
        byte[] buffer = buffer(Envelope.SIZE + plain.length);
        int tableBits = level == Sealer.LEVEL_DEFAULT ? TABLE_BITS : TABLE_BITS_OF_LEVEL;
        zstd.setLevel(level).setHashLog(tableBits).setChainLog(tableBits);
        int compressed = compress(plain, buffer);
        if (compressed < 0) {
            System.arraycopy(plain, 0, buffer, Envelope.SIZE, plain.length);
            new Envelope(Envelope.RAW, plain.length, plain.length).write(buffer);
            return Envelope.SIZE + plain.length;
        }
        new Envelope(Envelope.ZSTD, plain.length, compressed).write(buffer);
        return Envelope.SIZE + compressed;
    }

    /** Compresses into a buffer behind the envelope; negative when it does not pay. */
    private int compress(byte[] plain, byte[] buffer) {
        if (plain.length >= SAMPLED_LENGTH_MIN && !samplesShrink(plain, buffer)) {
            return -1;
        }
        return compress(plain, 0, plain.length, buffer);
    }

    /** Whether compression pays at the beginning, in the middle or at the end. */
    private boolean samplesShrink(byte[] plain, byte[] buffer) {
        int last = plain.length - SAMPLE_LENGTH;
        return compress(plain, 0, SAMPLE_LENGTH, buffer) >= 0
                || compress(plain, last / 2, SAMPLE_LENGTH, buffer) >= 0
                || compress(plain, last, SAMPLE_LENGTH, buffer) >= 0;
    }

    /** Negative unless at least 3 % are saved: that is what reading it back is worth. */
    private int compress(byte[] plain, int from, int length, byte[] buffer) {
        int lengthMax = (int) (length * 97L / 100);
        try {
            return zstd.compressByteArray(buffer, Envelope.SIZE, lengthMax, plain, from, length);
        } catch (ZstdException failed) {
            if (failed.getErrorCode() != Zstd.errDstSizeTooSmall()) {
                throw failed;
            }
            return -1;
        }
    }

    @Override
    public void close() {
        zstd.close();
    }
}
