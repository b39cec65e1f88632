package dev.holdfast.testkit;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.KeyId;
import dev.holdfast.model.Kind;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.KeyWrap;
import dev.holdfast.model.object.SealedRecord;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Sealed records that look right to whoever has no key. The same arguments give the same bytes. */
public final class Records {
    /** The content key that all records name. */
    public static final KeyId KEY = new KeyId(new UUID(0x6b65_79L, 1));

    private Records() {}

    /** An id that looks random. */
    public static ObjectId id(long seed) {
        byte[] id = new byte[ObjectId.SIZE];
        new Random(seed * 0x9e37_79b9_7f4a_7c15L).nextBytes(id);
        return ObjectId.of(id);
    }

    public static SealedRecord chunk(long seed, int sealedLength) {
        return record(Kind.CHUNK, seed, List.of(), sealedLength);
    }

    public static SealedRecord tree(long seed, ObjectId... references) {
        return record(Kind.TREE, seed, List.of(references), 200);
    }

    public static SealedRecord root(long seed, ObjectId... references) {
        return record(Kind.ROOT, seed, List.of(references), 200);
    }

    /** A record of any kind whose id is {@link #id} of the seed. */
    public static SealedRecord record(
            Kind kind, long seed, List<ObjectId> references, int sealedLength) {
        SealedRecord.Header header =
                new SealedRecord.Header(kind, references, sealedLength, id(seed), KEY);
        Random random = new Random(seed);
        byte[] nonce = new byte[SealedRecord.NONCE_SIZE];
        random.nextBytes(nonce);
        byte[] bytes = SealedRecord.layOut(header, nonce);
        byte[] sealed = new byte[sealedLength];
        random.nextBytes(sealed);
        System.arraycopy(sealed, 0, bytes, header.size(), sealedLength);
        try {
            return SealedRecord.finish(bytes);
        } catch (MalformedException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    /** A wrap of a key that opens nothing. */
    public static KeyWrap wrap(KeyId key) {
        return new KeyWrap(
                key,
                1,
                Bytes.copyOf(new byte[KeyWrap.RECIPIENT_SIZE]),
                Bytes.copyOf(new byte[KeyWrap.ENCAPSULATION_SIZE]),
                Bytes.copyOf(new byte[KeyWrap.SEALED_SIZE]));
    }
}
