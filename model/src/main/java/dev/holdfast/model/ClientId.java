package dev.holdfast.model;

import java.util.UUID;

/** Names a client for ever; its {@link ClientName} is only a label. */
public record ClientId(UUID value) {
    /** Size in bytes. */
    public static final int SIZE = Identifier.SIZE;

    /**
     * @throws IllegalArgumentException unless there are exactly {@link #SIZE} bytes
     */
    public static ClientId of(byte[] bytes) {
        return new ClientId(Identifier.read(bytes));
    }

    /** Reads what {@link #toString} wrote. */
    public static ClientId parse(String hex) {
        return new ClientId(Identifier.parse(hex));
    }

    public byte[] toArray() {
        return Identifier.bytes(value);
    }

    @Override
    public String toString() {
        return Identifier.hex(value);
    }
}
