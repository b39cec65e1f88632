package dev.holdfast.codec;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** Gives out bytes that were laid down before, in their order. */
public final class FixedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient ByteBuffer bytes;

    public FixedRandom(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        this.bytes = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            bytes.put(part);
        }
        bytes.flip();
    }

    @Override
    public void nextBytes(byte[] out) {
        bytes.get(out);
    }
}
