package dev.holdfast.model.object;

import dev.holdfast.model.KeyId;
import dev.holdfast.model.Kind;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An object as it lies in a pack and travels on the wire (docs/format.md, "Record"). One that
 * exists is well-formed and its digest was right; whether it opens, only a holder of the key can
 * tell.
 */
public final class SealedRecord {
    /*
     * Big-endian:
     *    0   4  magic "HFR1"
     *    4   1  suite
     *    5   1  kind
     *    6   2  zero
     *    8   4  number of references r
     *   12   4  length of the sealed bytes s
     *   16  32  object id
     *   48  16  key id
     *   64  12  nonce
     *   76  32r references
     *       s   sealed bytes
     *      16   truncated SHA-256 over all before it
     */
    public static final int MAGIC = 0x48465231; // "HFR1"

    /** HMAC-SHA-256 ids, zstd, AES-256-GCM, HKDF-SHA-256. */
    public static final int SUITE = 1;

    public static final int FIXED_HEADER_SIZE = 76;
    public static final int NONCE_SIZE = 12;
    public static final int DIGEST_SIZE = 16;

    /** Plaintext, its envelope and tag, with room for padding. */
    public static final int SEALED_LENGTH_MAX = PlainObject.LENGTH_MAX + (64 << 10);

    /** An envelope without a body, and its tag. */
    public static final int SEALED_LENGTH_MIN = 9 + 16;

    /** The longest record, in bytes: what a receiver must be ready for. */
    public static final int LENGTH_MAX =
            FIXED_HEADER_SIZE
                    + PlainObject.REFERENCES_MAX * ObjectId.SIZE
                    + SEALED_LENGTH_MAX
                    + DIGEST_SIZE;

    private final byte[] bytes;
    private final Kind kind;
    private final int referenceCount;

    private SealedRecord(byte[] bytes, Kind kind, int referenceCount) {
        this.bytes = bytes;
        this.kind = kind;
        this.referenceCount = referenceCount;
    }

    /**
     * What stands before the sealed bytes, and is authenticated with them.
     *
     * @param sealedLength of the sealed bytes that will follow
     */
    public record Header(
            Kind kind, List<ObjectId> references, int sealedLength, ObjectId id, KeyId key) {
        public Header {
            references = List.copyOf(references);
        }

        /** The header's own size in bytes. */
        public int size() {
            return FIXED_HEADER_SIZE + references.size() * ObjectId.SIZE;
        }
    }

    /**
     * Lays out a record whose sealed bytes and digest are still to be filled in.
     *
     * @param nonce {@link #NONCE_SIZE} bytes
     * @return an array of the whole record's length with the header written
     */
    public static byte[] layOut(Header header, byte[] nonce) {
        ByteBuffer record =
                ByteBuffer.allocate(header.size() + header.sealedLength() + DIGEST_SIZE)
                        .putInt(MAGIC)
                        .put((byte) SUITE)
                        .put((byte) header.kind().code())
                        .putShort((short) 0)
                        .putInt(header.references().size())
                        .putInt(header.sealedLength())
                        .put(header.id().toArray())
                        .put(header.key().toArray())
                        .put(nonce);
        for (ObjectId reference : header.references()) {
            record.put(reference.toArray());
        }
        return record.array();
    }

    /** Writes the digest at the end of a laid out and sealed record, and takes the array over. */
    public static SealedRecord finish(byte[] bytes) throws MalformedException {
        byte[] digest = digest(bytes);
        System.arraycopy(digest, 0, bytes, bytes.length - DIGEST_SIZE, DIGEST_SIZE);
        return of(bytes);
    }

    /**
     * Takes over an array that is exactly one record.
     *
     * @throws MalformedException unless it is, and its digest is right
     */
    public static SealedRecord parse(byte[] bytes) throws MalformedException {
        SealedRecord record = of(bytes);
        byte[] digest = digest(bytes);
        int digestAt = bytes.length - DIGEST_SIZE;
        if (!Arrays.equals(digest, 0, DIGEST_SIZE, bytes, digestAt, bytes.length)) {
            throw new MalformedException("record's digest differs");
        }
        return record;
    }

    private static SealedRecord of(byte[] bytes) throws MalformedException {
        if (bytes.length < FIXED_HEADER_SIZE || lengthAt(bytes, 0) != bytes.length) {
            throw new MalformedException(
                    "record of %d bytes has another length inside".formatted(bytes.length));
        }
        return new SealedRecord(bytes, Kind.of(bytes[5]), ByteBuffer.wrap(bytes).getInt(8));
    }

    /**
     * The length of the whole record whose fixed header begins at an offset.
     *
     * @throws MalformedException if no record begins there, or it is longer than any may be
     */
    public static int lengthAt(byte[] bytes, int offset) throws MalformedException {
        ByteBuffer header = ByteBuffer.wrap(bytes, offset, FIXED_HEADER_SIZE).slice();
        if (header.getInt(0) != MAGIC) {
            throw new MalformedException("no record begins here");
        }
        if (header.get(4) != SUITE || header.getShort(6) != 0) {
            throw new MalformedException("record of unknown suite " + header.get(4));
        }
        Kind kind = Kind.of(header.get(5));
        int references = header.getInt(8);
        int sealed = header.getInt(12);
        int referencesMax = kind == Kind.CHUNK ? 0 : PlainObject.REFERENCES_MAX;
        if (references < 0
                || references > referencesMax
                || sealed < SEALED_LENGTH_MIN
                || sealed > SEALED_LENGTH_MAX) {
            throw new MalformedException(
                    "impossible record: %d references, %d bytes".formatted(references, sealed));
        }
        return FIXED_HEADER_SIZE + references * ObjectId.SIZE + sealed + DIGEST_SIZE;
    }

    private static byte[] digest(byte[] bytes) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(bytes, 0, bytes.length - DIGEST_SIZE);
            return sha256.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    public Kind kind() {
        return kind;
    }

    public ObjectId id() {
        return ObjectId.read(bytes, 16);
    }

    public KeyId key() {
        return KeyId.of(Arrays.copyOfRange(bytes, 48, 64));
    }

    public byte[] nonce() {
        return Arrays.copyOfRange(bytes, 64, FIXED_HEADER_SIZE);
    }

    public List<ObjectId> references() {
        List<ObjectId> references = new ArrayList<>(referenceCount);
        for (int i = 0; i < referenceCount; i++) {
            references.add(ObjectId.read(bytes, FIXED_HEADER_SIZE + i * ObjectId.SIZE));
        }
        return references;
    }

    /** Where the sealed bytes begin in {@link #bytes}. */
    public int sealedOffset() {
        return FIXED_HEADER_SIZE + referenceCount * ObjectId.SIZE;
    }

    public int sealedLength() {
        return bytes.length - DIGEST_SIZE - sealedOffset();
    }

    public int length() {
        return bytes.length;
    }

    /** The record itself, not a copy: not to be changed. */
    public byte[] bytes() {
        return bytes;
    }
}
