package dev.holdfast.codec.local;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.holdfast.model.MalformedException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what a client keeps for itself beside the vault, such as its cache: compressed,
 * AES-256-GCM, bound to its place by a context. For one thread.
 */
public final class LocalBox {
    private static final int NONCE_SIZE = 12;
    private static final int TAG_BITS = 128;

    /** Local data are read again within a day: speed counts more than size. */
    private static final int LEVEL = 1;

    /** Bounds what a damaged length can make us allocate. */
    private static final int PLAIN_LENGTH_MAX = 256 << 20;

    private final SecretKey key;
    private final SecureRandom random;

    public LocalBox(SecretKey key, SecureRandom random) {
        this.key = new SecretKeySpec(key.getEncoded(), "AES");
        this.random = random;
    }

    /** Fills an array with random bytes. */
    public void random(byte[] bytes) {
        random.nextBytes(bytes);
    }

    /** Nonce, then the sealed zstd frame. */
    public byte[] seal(byte[] plain, byte[] context) {
        byte[] nonce = new byte[NONCE_SIZE];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, nonce, context)
                            .doFinal(Zstd.compress(plain, LEVEL));
            return ByteBuffer.allocate(NONCE_SIZE + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("cannot seal", impossible);
        }
    }

    /**
     * @throws MalformedException unless it was sealed under this key and in this context
     */
    public byte[] open(byte[] sealed, byte[] context) throws MalformedException {
        if (sealed.length < NONCE_SIZE) {
            throw new MalformedException("sealed block is cut short");
        }
        try {
            byte[] frame =
                    cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_SIZE), context)
                            .doFinal(sealed, NONCE_SIZE, sealed.length - NONCE_SIZE);
            long length = Zstd.getFrameContentSize(frame);
            if (length < 0 || length > PLAIN_LENGTH_MAX) {
                throw new MalformedException("sealed block of %d bytes".formatted(length));
            }
            return Zstd.decompress(frame, (int) length);
        } catch (GeneralSecurityException | ZstdException wrong) {
            throw new MalformedException("seal of a block is broken", wrong);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context);
        return cipher;
    }
}
