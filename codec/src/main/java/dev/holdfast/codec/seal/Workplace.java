package dev.holdfast.codec.seal;

import dev.holdfast.model.object.SealedRecord;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** What one thread needs for one object, kept for the next: a cipher and a buffer. */
abstract class Workplace implements AutoCloseable {
    private static final int TAG_BITS = 128;

    /** Most chunks are smaller; grows to what is needed. */
    private static final int BUFFER_LENGTH_MIN = 1 << 20;

    private final Cipher cipher = aesGcm();
    private byte[] buffer = new byte[0];

    static Cipher aesGcm() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has AES-GCM", impossible);
        }
    }

    /**
     * A cipher that has taken the record's header in.
     *
     * @param mode of {@link Cipher}
     * @param record at least its header; the nonce is in there
     * @param headerSize of the record's header, which is authenticated
     */
    final Cipher begin(int mode, SecretKey key, byte[] record, int headerSize)
            throws GeneralSecurityException {
        int nonceAt = SealedRecord.FIXED_HEADER_SIZE - SealedRecord.NONCE_SIZE;
        GCMParameterSpec nonce =
                new GCMParameterSpec(TAG_BITS, record, nonceAt, SealedRecord.NONCE_SIZE);
        cipher.init(mode, key, nonce);
        cipher.updateAAD(record, 0, headerSize);
        return cipher;
    }

    /** At least so many bytes, with anything in them. */
    final byte[] buffer(int length) {
        if (buffer.length < length) {
            buffer = new byte[Math.max(BUFFER_LENGTH_MIN, Math.max(length, 2 * buffer.length))];
        }
        return buffer;
    }

    @Override
    public abstract void close();
}
