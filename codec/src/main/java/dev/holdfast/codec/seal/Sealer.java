package dev.holdfast.codec.seal;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.object.SealedRecord;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;

/**
 * Makes records of objects: compresses, encrypts, lays out (docs/format.md, "Record"). Safe for
 * many threads, which share one. Closing frees native memory.
 */
public final class Sealer implements AutoCloseable {
    public static final int LEVEL_DEFAULT = 3;

    /** Of zstd: beyond, the gain is a few percent and the speed a tenth. */
    public static final int LEVEL_MAX = 19;

    /**
     * What AES-GCM is given at once. The JVM's fast code for it only comes into use between calls:
     * a single call for a whole chunk might stay a hundred times slower for ever.
     */
    private static final int SLICE_LENGTH = 64 << 10;

    private static final int TAG_SIZE = 16;

    private final ContentKey key;
    private final SecureRandom random;
    private final Pool<SealingPlace> places = new Pool<>(SealingPlace::new);

    /**
     * @param key of the session
     * @param random for nonces
     */
    public Sealer(ContentKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /** See {@link AesGcmWarmUp}: for a thread of its own, while a connection is being made. */
    public static void warmUp() {
        AesGcmWarmUp.encrypt();
    }

    /** Seals with {@link #LEVEL_DEFAULT}. */
    public SealedRecord seal(PlainObject object, ObjectId id) {
        return seal(object, id, LEVEL_DEFAULT);
    }

    /**
     * @param id the object's, from {@link ObjectIds}
     * @param level of zstd, from 1 (fast) to {@link #LEVEL_MAX}; what does not shrink is stored as
     *     it is
     */
    public SealedRecord seal(PlainObject object, ObjectId id, int level) {
        if (level < 1 || level > LEVEL_MAX) {
            throw new IllegalArgumentException("compression level " + level);
        }
        SealingPlace place = places.take();
        try {
            int length = place.envelop(object.bytes(), level);
            return encrypt(place, length, object, id);
        } catch (GeneralSecurityException | MalformedException impossible) {
            throw new IllegalStateException("cannot seal object " + id, impossible);
        } finally {
            places.giveBack(place);
        }
    }

    private SealedRecord encrypt(SealingPlace place, int length, PlainObject object, ObjectId id)
            throws GeneralSecurityException, MalformedException {
        SealedRecord.Header header =
                new SealedRecord.Header(
                        object.kind(), object.references(), length + TAG_SIZE, id, key.id());
        byte[] record = SealedRecord.layOut(header, nonce());
        Cipher cipher = place.begin(Cipher.ENCRYPT_MODE, key.objectKey(id), record, header.size());
        byte[] envelope = place.buffer(length);
        int at = header.size();
        for (int from = 0; from < length; from += SLICE_LENGTH) {
            int count = Math.min(SLICE_LENGTH, length - from);
            at += cipher.update(envelope, from, count, record, at);
        }
        cipher.doFinal(record, at);
        return SealedRecord.finish(record);
    }

    private byte[] nonce() {
        byte[] nonce = new byte[SealedRecord.NONCE_SIZE];
        random.nextBytes(nonce);
        return nonce;
    }

    @Override
    public void close() {
        places.close();
    }
}
