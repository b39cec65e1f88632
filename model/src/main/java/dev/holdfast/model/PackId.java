package dev.holdfast.model;

import java.util.UUID;

/** Names a pack. */
public record PackId(UUID value) {
    /** Size in bytes. */
    public static final int SIZE = Identifier.SIZE;

    /**
     * @throws IllegalArgumentException unless there are exactly {@link #SIZE} bytes
     */
    public static PackId of(byte[] bytes) {
        return new PackId(Identifier.read(bytes));
    }

    /** Reads what {@link #toString} wrote. */
    public static PackId parse(String hex) {
        return new PackId(Identifier.parse(hex));
    }

    public byte[] toArray() {
        return Identifier.bytes(value);
    }

    @Override
    public String toString() {
        return Identifier.hex(value);
    }
}
