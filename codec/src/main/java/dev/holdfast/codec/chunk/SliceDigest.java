package dev.holdfast.codec.chunk;

import dev.holdfast.codec.derive.Hmac;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.tree.Extent;
import javax.crypto.SecretKey;

/**
 * The keyed digest of a small file's bytes within a shared chunk (docs/format.md, "Content"). Safe
 * for many threads.
 */
public final class SliceDigest {
    private final Hmac hmac;

    /**
     * @param key the vault's slice key
     */
    public SliceDigest(SecretKey key) {
        this.hmac = new Hmac(key);
    }

    /** {@link Extent.Slice#DIGEST_SIZE} bytes. */
    public Bytes of(byte[] buffer, int from, int to) {
        return Bytes.copyOf(hmac.of(buffer, from, to), 0, Extent.Slice.DIGEST_SIZE);
    }
}
