package dev.holdfast.codec.key;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.object.KeyWrap;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.List;
import javax.crypto.SecretKey;

/**
 * All that writing needs, and nothing that reads what was written.
 *
 * @param vault whose keys these are
 * @param objectIds HMAC of object ids
 * @param write mixed into every wrap of a content key
 * @param recipients who may read: the vault first, then escrow keys
 * @param chunker seeds the gear table
 * @param slices HMAC of slice digests
 * @param parts HMAC that cuts large directories and lists
 * @param cache AES-256-GCM: seals the client's local cache
 */
public record SealingKeys(
        VaultId vault,
        SecretKey objectIds,
        SecretKey write,
        List<Recipient> recipients,
        SecretKey chunker,
        SecretKey slices,
        SecretKey parts,
        SecretKey cache) {
    /** Recipients besides the vault itself: a wrap for each lies in every pack. */
    public static final int ESCROW_COUNT_MAX = KeyWrap.COUNT_MAX - 1;

    public SealingKeys {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty() || recipients.size() > ESCROW_COUNT_MAX + 1) {
            throw new IllegalArgumentException("%d recipients".formatted(recipients.size()));
        }
    }

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

    /** Never the secrets. */
    @Override
    public String toString() {
        return "sealing keys of vault " + vault;
    }
}
