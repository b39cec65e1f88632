package dev.holdfast.model;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;

/** The form that all 16-byte identities share: 16 bytes, or 32 lower-case hexadecimal digits. */
final class Identifier {
    static final int SIZE = 16;

    private Identifier() {}

    static UUID read(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException("identity of %d bytes".formatted(bytes.length));
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    static UUID parse(String hex) {
        return read(HexFormat.of().parseHex(hex));
    }

    static byte[] bytes(UUID value) {
        return ByteBuffer.allocate(SIZE)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .array();
    }

    static String hex(UUID value) {
        return HexFormat.of().formatHex(bytes(value));
    }
}
