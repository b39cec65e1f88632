package dev.holdfast.codec.seal;

import dev.holdfast.codec.derive.Hmac;
import dev.holdfast.model.Kind;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.object.SealedRecord;
import java.nio.ByteBuffer;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** Computes the ids of a vault's objects (docs/format.md, "Identity"). Safe for many threads. */
public final class ObjectIds {
    private static final int FIXED_SIZE = 1 + 1 + 4 + 8; // suite, kind, count, length

    private final Hmac hmac;

    /**
     * @param key the vault's id key
     */
    public ObjectIds(SecretKey key) {
        this.hmac = new Hmac(key);
    }

    public ObjectId of(PlainObject object) {
        return of(object.kind(), object.references(), ByteBuffer.wrap(object.bytes()));
    }

    /** The id of the chunk that these bytes would be, before anything is copied. */
    public ObjectId ofChunk(byte[] buffer, int from, int to) {
        return of(Kind.CHUNK, List.of(), ByteBuffer.wrap(buffer, from, to - from));
    }

    private ObjectId of(Kind kind, List<ObjectId> references, ByteBuffer bytes) {
        ByteBuffer before = ByteBuffer.allocate(FIXED_SIZE + references.size() * ObjectId.SIZE);
        before.put((byte) SealedRecord.SUITE).put((byte) kind.code()).putInt(references.size());
        for (ObjectId reference : references) {
            before.putLong(reference.word0()).putLong(reference.word1());
            before.putLong(reference.word2()).putLong(reference.word3());
        }
        before.putLong(bytes.remaining());
        Mac mac = hmac.begin();
        mac.update(before.array());
        mac.update(bytes);
        return ObjectId.of(mac.doFinal());
    }
}
