package dev.holdfast.model;

import java.util.UUID;

/** Names the content key of one session. */
public record KeyId(UUID value) {
    /** Size in bytes. */
    public static final int SIZE = Identifier.SIZE;

    /**
     * @throws IllegalArgumentException unless there are exactly {@link #SIZE} bytes
     */
    public static KeyId of(byte[] bytes) {
        return new KeyId(Identifier.read(bytes));
    }

    /** Reads what {@link #toString} wrote. */
    public static KeyId parse(String hex) {
        return new KeyId(Identifier.parse(hex));
    }

    public byte[] toArray() {
        return Identifier.bytes(value);
    }

    @Override
    public String toString() {
        return Identifier.hex(value);
    }
}
