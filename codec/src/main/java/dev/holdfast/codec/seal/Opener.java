package dev.holdfast.codec.seal;

import dev.holdfast.codec.key.OpeningKeys;
import dev.holdfast.model.KeyId;
import dev.holdfast.model.object.KeyWrap;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.object.SealedRecord;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;

/**
 * Makes objects of records again, and proves them: key, tag, envelope, length, id. The record's own
 * lengths and digest are proven already. Safe for many threads, which share one. Closing frees
 * native memory.
 */
public final class Opener implements AutoCloseable {
    private final ContentKeys keys;
    private final ObjectIds ids;
    private final Pool<OpeningPlace> places = new Pool<>(OpeningPlace::new);

    /** Where the wraps of a content key are that is met for the first time. */
    @FunctionalInterface
    public interface KeyWraps {
        /**
         * May be asked again for the same key, and by several threads.
         *
         * @return those that are known, in any order; none if the key is not
         */
        List<KeyWrap> of(KeyId key) throws IOException;
    }

    public Opener(OpeningKeys keys, KeyWraps wraps) {
        this.keys = new ContentKeys(keys, wraps);
        this.ids = new ObjectIds(keys.objectIds());
    }

    /** See {@link AesGcmWarmUp}: for a thread of its own, while a connection is being made. */
    public static void warmUp() {
        AesGcmWarmUp.decrypt();
    }

    /**
     * @return the object that has the record's id, and nothing else
     * @throws CorruptDataException if the record is not what a writer of the vault made of it
     * @throws IOException if the wraps of its key could not be had
     */
    public PlainObject open(SealedRecord record) throws IOException {
        ContentKey key = keys.of(record);
        OpeningPlace place = places.take();
        try {
            PlainObject object =
                    new PlainObject(record.kind(), record.references(), open(place, record, key));
            if (!ids.of(object).equals(record.id())) {
                throw new CorruptDataException(record.id(), "its content has another id");
            }
            return object;
        } finally {
            places.giveBack(place);
        }
    }

    private static byte[] open(OpeningPlace place, SealedRecord record, ContentKey key)
            throws CorruptDataException {
        byte[] opened = place.buffer(record.sealedLength());
        int length = decrypt(place, record, key, opened);
        Envelope envelope =
                Envelope.read(opened, length)
                        .orElseThrow(() -> corrupt(record, "its envelope is malformed"));
        if (envelope.encoding() == Envelope.RAW) {
            return Arrays.copyOfRange(opened, Envelope.SIZE, Envelope.SIZE + envelope.bodyLength());
        }
        return place.decompress(opened, envelope)
                .orElseThrow(() -> corrupt(record, "its compressed body is malformed"));
    }

    private static int decrypt(
            OpeningPlace place, SealedRecord record, ContentKey key, byte[] opened)
            throws CorruptDataException {
        byte[] bytes = record.bytes();
        int from = record.sealedOffset();
        try {
            return place.begin(Cipher.DECRYPT_MODE, key.objectKey(record.id()), bytes, from)
                    .doFinal(bytes, from, record.sealedLength(), opened, 0);
        } catch (GeneralSecurityException refused) {
            throw corrupt(record, "its seal is broken");
        }
    }

    private static CorruptDataException corrupt(SealedRecord record, String wrong) {
        return new CorruptDataException(record.id(), wrong);
    }

    @Override
    public void close() {
        places.close();
    }
}
