package dev.holdfast.store.pack;

import dev.holdfast.model.Kind;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.SealedRecord;
import java.nio.ByteBuffer;

/**
 * One line of a pack's table: where a record lies in the pack.
 *
 * @param offset in bytes from the pack's beginning
 * @param length of the record in bytes
 */
public record PackEntry(ObjectId id, Kind kind, int offset, int length) {
    /** In bytes, on disc. */
    public static final int SIZE = ObjectId.SIZE + 4 + 4 + 1 + 3;

    private static final int LENGTH_MIN =
            SealedRecord.FIXED_HEADER_SIZE
                    + SealedRecord.SEALED_LENGTH_MIN
                    + SealedRecord.DIGEST_SIZE;

    public PackEntry {
        if (offset < 0
                || length < LENGTH_MIN
                || length > SealedRecord.LENGTH_MAX
                || offset > PackWriter.LENGTH_MAX - length) {
            throw new IllegalArgumentException(
                    "impossible place of a record: %d bytes at %d".formatted(length, offset));
        }
    }

    /** How many bytes the record takes in a pack of a kind, padding included. */
    public int room(PackKind kind) {
        return kind.align(length);
    }

    void write(ByteBuffer out) {
        out.put(id.toArray())
                .putInt(offset)
                .putInt(length)
                .put((byte) kind.code())
                .put((byte) 0)
                .putShort((short) 0);
    }

    static PackEntry read(ByteBuffer in) throws MalformedException {
        byte[] id = new byte[ObjectId.SIZE];
        in.get(id);
        int offset = in.getInt();
        int length = in.getInt();
        Kind kind = Kind.of(in.get());
        if (in.get() != 0 || in.getShort() != 0) {
            throw new MalformedException("a pack's table has something where zeros must be");
        }
        try {
            return new PackEntry(ObjectId.of(id), kind, offset, length);
        } catch (IllegalArgumentException impossible) {
            throw new MalformedException("a pack's table is wrong", impossible);
        }
    }
}
