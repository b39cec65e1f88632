package dev.holdfast.codec.seal;

import dev.holdfast.model.object.PlainObject;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What stands before the body inside the sealed bytes (docs/format.md, "Record").
 *
 * @param encoding {@link #RAW} or {@link #ZSTD}
 * @param plainLength of the object's bytes
 * @param bodyLength of the body
 */
record Envelope(int encoding, int plainLength, int bodyLength) {
    static final int SIZE = 1 + 4 + 4;
    static final int RAW = 0;
    static final int ZSTD = 1;

    void write(byte[] buffer) {
        ByteBuffer.wrap(buffer).put((byte) encoding).putInt(plainLength).putInt(bodyLength);
    }

    /**
     * @param length of what was opened: envelope, body and padding
     * @return nothing unless the lengths fit each other and the padding is zero
     */
    static Optional<Envelope> read(byte[] opened, int length) {
        ByteBuffer buffer = ByteBuffer.wrap(opened, 0, length);
        Envelope envelope = new Envelope(buffer.get(), buffer.getInt(), buffer.getInt());
        return envelope.isPossible(length) && isZero(opened, SIZE + envelope.bodyLength, length)
                ? Optional.of(envelope)
                : Optional.empty();
    }

    private boolean isPossible(int length) {
        return (encoding == RAW || encoding == ZSTD)
                && plainLength >= 0
                && plainLength <= PlainObject.LENGTH_MAX
                && bodyLength >= 0
                && bodyLength <= length - SIZE
                && (encoding == ZSTD || bodyLength == plainLength);
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
