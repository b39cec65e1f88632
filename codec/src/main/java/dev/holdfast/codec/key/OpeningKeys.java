package dev.holdfast.codec.key;

import dev.holdfast.codec.key.SealingKeys.Recipient;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.VaultId;
import java.security.PrivateKey;
import java.util.List;
import javax.crypto.SecretKey;

/**
 * All that reading needs.
 *
 * @param vault whose keys these are
 * @param objectIds HMAC of object ids
 * @param write mixed into every wrap of a content key: proves that a writer made it
 * @param readKeys one for each epoch
 */
public record OpeningKeys(
        VaultId vault, SecretKey objectIds, SecretKey write, List<ReadKey> readKeys) {
    public OpeningKeys {
        readKeys = List.copyOf(readKeys);
    }

    /**
     * The private half of a recipient.
     *
     * @param recipient the public half
     * @param key X25519
     */
    public record ReadKey(Recipient recipient, PrivateKey key) {
        /**
         * @param epoch from 1
         * @param scalar 32 bytes (RFC 7748)
         */
        public static ReadKey of(int epoch, byte[] scalar) {
            PrivateKey key = X25519.privateKey(scalar);
            return new ReadKey(new Recipient(epoch, Bytes.copyOf(X25519.publicKeyOf(key))), key);
        }

        /** Never the secret. */
        @Override
        public String toString() {
            return "read key of " + recipient;
        }
    }

    /** Never the secrets. */
    @Override
    public String toString() {
        return "opening keys of vault " + vault;
    }
}
