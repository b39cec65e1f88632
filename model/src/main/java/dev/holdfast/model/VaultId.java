package dev.holdfast.model;

import java.util.UUID;

/**
 * Names a vault. Derived from the root secret, so that the recovery code alone tells which vault is
 * meant.
 */
public record VaultId(UUID value) {
    /** Size in bytes. */
    public static final int SIZE = Identifier.SIZE;

    /**
     * @throws IllegalArgumentException unless there are exactly {@link #SIZE} bytes
     */
    public static VaultId of(byte[] bytes) {
        return new VaultId(Identifier.read(bytes));
    }

    /** Reads what {@link #toString} wrote. */
    public static VaultId parse(String hex) {
        return new VaultId(Identifier.parse(hex));
    }

    public byte[] toArray() {
        return Identifier.bytes(value);
    }

    @Override
    public String toString() {
        return Identifier.hex(value);
    }
}
