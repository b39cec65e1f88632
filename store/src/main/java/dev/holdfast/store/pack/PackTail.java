package dev.holdfast.store.pack;

import java.nio.ByteBuffer;
import java.util.List;

/** What follows the last record: table, the header again, trailer. */
final class PackTail {
    private PackTail() {}

    /** The size in bytes of the tail of a pack of so many records. */
    static int sizeOf(PackKind kind, int records, int headerLength) {
        return kind.align(PackTable.sizeOf(records) + headerLength + PackTrailer.SIZE);
    }

    /**
     * @param offset where the tail will begin; the trailer is its very end
     */
    static byte[] encode(PackHeader header, List<PackEntry> entries, int offset) {
        byte[] frame = header.toFrame();
        byte[] table = PackTable.encode(entries);
        PackTrailer trailer =
                new PackTrailer(offset, table.length, offset + table.length, frame.length);
        int size = sizeOf(header.kind(), entries.size(), frame.length);
        return ByteBuffer.allocate(size)
                .put(table)
                .put(frame)
                .put(size - PackTrailer.SIZE, trailer.toArray())
                .array();
    }
}
