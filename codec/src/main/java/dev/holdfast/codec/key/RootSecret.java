package dev.holdfast.codec.key;

import dev.holdfast.model.VaultId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The 32 bytes from which every key of a vault is derived (docs/format.md, "Keys"): who has them
 * has the vault, who loses them loses it. Closing wipes them; keys derived before stay usable.
 */
public final class RootSecret implements AutoCloseable {
    /** Size in bytes. */
    public static final int SIZE = 32;

    private final byte[] bytes;
    private boolean wiped;

    private RootSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    public static RootSecret random(SecureRandom random) {
        byte[] bytes = new byte[SIZE];
        random.nextBytes(bytes);
        return new RootSecret(bytes);
    }

    /**
     * @param bytes {@link #SIZE} of them, copied
     */
    public static RootSecret of(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException("root secret of %d bytes".formatted(bytes.length));
        }
        return new RootSecret(bytes.clone());
    }

    public VaultId vault() {
        return VaultId.of(derive("holdfast vault id", VaultId.SIZE));
    }

    byte[] derive(String label, int length) {
        return Hkdf.expand(
                new SecretKeySpec(toArray(), "Generic"),
                label.getBytes(StandardCharsets.US_ASCII),
                length);
    }

    /** A derived key of 32 bytes. */
    SecretKey deriveKey(String label, String algorithm) {
        return new SecretKeySpec(derive(label, 32), algorithm);
    }

    /** A copy, which the caller wipes. */
    public byte[] toArray() {
        if (wiped) {
            throw new IllegalStateException("the root secret was wiped");
        }
        return bytes.clone();
    }

    @Override
    public void close() {
        wiped = true;
        Arrays.fill(bytes, (byte) 0);
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "root secret";
    }
}
