package dev.holdfast.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * Names an object: 32 bytes, keyed, injective (docs/format.md, "Identity"). Kept as four words, so
 * that millions of them cost little.
 */
public record ObjectId(long word0, long word1, long word2, long word3)
        implements Comparable<ObjectId> {
    /** Size in bytes. */
    public static final int SIZE = 32;

    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    public static ObjectId read(byte[] bytes, int offset) {
        return new ObjectId(
                (long) WORD.get(bytes, offset),
                (long) WORD.get(bytes, offset + 8),
                (long) WORD.get(bytes, offset + 16),
                (long) WORD.get(bytes, offset + 24));
    }

    /**
     * @throws IllegalArgumentException unless there are exactly {@link #SIZE} bytes
     */
    public static ObjectId of(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException("object id of %d bytes".formatted(bytes.length));
        }
        return read(bytes, 0);
    }

    public void write(byte[] bytes, int offset) {
        WORD.set(bytes, offset, word0);
        WORD.set(bytes, offset + 8, word1);
        WORD.set(bytes, offset + 16, word2);
        WORD.set(bytes, offset + 24, word3);
    }

    public byte[] toArray() {
        byte[] bytes = new byte[SIZE];
        write(bytes, 0);
        return bytes;
    }

    @Override
    public int compareTo(ObjectId other) {
        int order = Long.compareUnsigned(word0, other.word0);
        order = order != 0 ? order : Long.compareUnsigned(word1, other.word1);
        order = order != 0 ? order : Long.compareUnsigned(word2, other.word2);
        return order != 0 ? order : Long.compareUnsigned(word3, other.word3);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(word0);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(toArray());
    }
}
