package dev.holdfast.model;

import java.util.UUID;

/** Names one connection of a client. */
public record SessionId(UUID value) {
    /** Size in bytes. */
    public static final int SIZE = Identifier.SIZE;

    /**
     * @throws IllegalArgumentException unless there are exactly {@link #SIZE} bytes
     */
    public static SessionId of(byte[] bytes) {
        return new SessionId(Identifier.read(bytes));
    }

    /** Reads what {@link #toString} wrote. */
    public static SessionId parse(String hex) {
        return new SessionId(Identifier.parse(hex));
    }

    public byte[] toArray() {
        return Identifier.bytes(value);
    }

    @Override
    public String toString() {
        return Identifier.hex(value);
    }
}
