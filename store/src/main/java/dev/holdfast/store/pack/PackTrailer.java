package dev.holdfast.store.pack;

import dev.holdfast.model.MalformedException;
import dev.holdfast.store.frame.Frame;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The last bytes of a pack: where its table and the copy of its header lie.
 *
 * @param table offset in bytes
 * @param tableLength in bytes
 * @param header offset in bytes
 * @param headerLength in bytes
 */
record PackTrailer(int table, int tableLength, int header, int headerLength) {
    /** In bytes, on disc. */
    static final int SIZE = 32;

    private static final long MAGIC = 0x4846_7065_6e64_3031L; // "HFpend01"
    private static final int DIGEST_OFFSET = SIZE - 8;

    /** How many records the table has. */
    int records() {
        return (tableLength - PackTable.sizeOf(0)) / PackEntry.SIZE;
    }

    byte[] toArray() {
        byte[] bytes =
                ByteBuffer.allocate(SIZE)
                        .putInt(table)
                        .putInt(tableLength)
                        .putInt(header)
                        .putInt(headerLength)
                        .putLong(MAGIC)
                        .array();
        byte[] digest = Frame.digest(bytes, 0, DIGEST_OFFSET);
        System.arraycopy(digest, 0, bytes, DIGEST_OFFSET, SIZE - DIGEST_OFFSET);
        return bytes;
    }

    /**
     * @param packLength the length of the whole pack, which everything must lie within
     */
    static PackTrailer of(byte[] bytes, long packLength) throws MalformedException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        PackTrailer trailer = new PackTrailer(in.getInt(), in.getInt(), in.getInt(), in.getInt());
        if (!Arrays.equals(trailer.toArray(), bytes) || !trailer.isWithin(packLength)) {
            throw new MalformedException("a pack's trailer is wrong");
        }
        return trailer;
    }

    private boolean isWithin(long packLength) {
        return packLength <= PackWriter.LENGTH_MAX
                && isWithin(table, tableLength, packLength)
                && isWithin(header, headerLength, packLength)
                && headerLength <= PackHeader.LENGTH_MAX
                && tableLength == PackTable.sizeOf(Math.max(0, records()));
    }

    private static boolean isWithin(int offset, int length, long packLength) {
        return offset >= 0 && length >= 0 && (long) offset + length <= packLength - SIZE;
    }
}
