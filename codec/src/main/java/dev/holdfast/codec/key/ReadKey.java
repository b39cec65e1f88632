package dev.holdfast.codec.key;

import dev.holdfast.model.Bytes;
import java.security.PrivateKey;

/**
 * The private half of a {@link Recipient}.
 *
 * @param recipient the public half
 * @param key X25519
 */
public record ReadKey(Recipient recipient, PrivateKey key) {
    /**
     * @param epoch from 1
     * @param scalar 32 bytes (RFC 7748)
     */
    static ReadKey of(int epoch, byte[] scalar) {
        PrivateKey key = X25519.privateKey(scalar);
        return new ReadKey(new Recipient(epoch, Bytes.copyOf(X25519.publicKeyOf(key))), key);
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "read key of " + recipient;
    }
}
