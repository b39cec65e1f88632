package dev.holdfast.codec.key;

import dev.holdfast.codec.derive.Hkdf;
import dev.holdfast.codec.key.OpeningKeys.ReadKey;
import dev.holdfast.codec.key.SealingKeys.Recipient;
import dev.holdfast.model.VaultId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The 32 bytes from which every key of a vault is derived (docs/format.md, "Keys"): who has them
 * has the vault, who loses them loses it. Closing wipes them; keys derived before stay usable.
 */
public final class RootSecret implements AutoCloseable {
    /** Size in bytes. */
    public static final int SIZE = 32;

    private static final int KEY_SIZE = 32;

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

    /**
     * What writes.
     *
     * @param escrow who else, besides the vault's own keys, may read what is written from now on
     */
    public SealingKeys sealingKeys(List<Recipient> escrow) {
        List<Recipient> recipients = new ArrayList<>();
        recipients.add(readKey().recipient());
        recipients.addAll(escrow);
        return new SealingKeys(
                vault(),
                deriveKey("holdfast object ids"),
                deriveKey("holdfast write key"),
                recipients,
                deriveKey("holdfast chunker"),
                deriveKey("holdfast slices"),
                deriveKey("holdfast tree parts"),
                new SecretKeySpec(derive("holdfast cache", KEY_SIZE), "AES"));
    }

    /** What reads. */
    public OpeningKeys openingKeys() {
        return new OpeningKeys(
                vault(),
                deriveKey("holdfast object ids"),
                deriveKey("holdfast write key"),
                List.of(readKey()));
    }

    private ReadKey readKey() {
        return ReadKey.of(1, derive("holdfast read key 1", X25519.SIZE));
    }

    private SecretKey deriveKey(String label) {
        return new SecretKeySpec(derive(label, KEY_SIZE), "Generic");
    }

    private byte[] derive(String label, int length) {
        return Hkdf.expand(
                new SecretKeySpec(toArray(), "Generic"),
                label.getBytes(StandardCharsets.US_ASCII),
                length);
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
