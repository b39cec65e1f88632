package dev.holdfast.codec.key;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.object.KeyWrap;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;

/**
 * Whoever may read: the vault's own read key, or an escrow key.
 *
 * @param epoch of the key, from 1
 * @param publicKey X25519, 32 bytes (RFC 7748)
 */
public record Recipient(int epoch, Bytes publicKey) {
    public Recipient {
        if (epoch < 1 || epoch > KeyWrap.EPOCH_MAX || publicKey.length() != X25519.SIZE) {
            throw new IllegalArgumentException(
                    "impossible recipient: epoch %d, key of %d bytes"
                            .formatted(epoch, publicKey.length()));
        }
    }

    /** What wraps call it: the first bytes of the public key's SHA-256. */
    public Bytes name() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(publicKey.toArray());
            return Bytes.copyOf(digest, 0, KeyWrap.RECIPIENT_SIZE);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    public PublicKey key() {
        return X25519.publicKey(publicKey.toArray());
    }

    @Override
    public String toString() {
        return "recipient %s of epoch %d".formatted(name().hex(), epoch);
    }
}
