package dev.holdfast.codec.seal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Decompresses, besides. */
final class OpeningPlace extends Workplace {
    /** Magic number, frame header descriptor and one block header. */
    private static final int FRAME_LENGTH_MIN = 4 + 2 + 3;

    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();

    /** The body, if it is exactly one frame of exactly the length that the envelope says. */
    Optional<byte[]> decompress(byte[] opened, Envelope envelope) {
        int length = envelope.bodyLength();
        if (length < FRAME_LENGTH_MIN || !isOneFrame(opened, length)) {
            return Optional.empty();
        }
        if (Zstd.getFrameContentSize(opened, Envelope.SIZE, length) != envelope.plainLength()) {
            return Optional.empty();
        }
        byte[] plain = new byte[envelope.plainLength()];
        try {
            int got =
                    zstd.decompressByteArray(plain, 0, plain.length, opened, Envelope.SIZE, length);
            return got == plain.length ? Optional.of(plain) : Optional.empty();
        } catch (ZstdException malformed) {
            return Optional.empty();
        }
    }

    /** And not one of those that a decoder skips. */
    private static boolean isOneFrame(byte[] opened, int length) {
        ByteBuffer body = ByteBuffer.wrap(opened).order(ByteOrder.LITTLE_ENDIAN);
        return body.getInt(Envelope.SIZE) == Zstd.magicNumber()
                && Zstd.findFrameCompressedSize(opened, Envelope.SIZE, length) == length;
    }

    @Override
    public void close() {
        zstd.close();
    }
}
