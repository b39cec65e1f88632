package dev.holdfast.store.pack;

import dev.holdfast.model.MalformedException;
import dev.holdfast.store.frame.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Which records a pack has, in the order in which they lie (docs/format.md, "Pack"). */
final class PackTable {
    /** Its frame's magic. */
    static final String MAGIC = "HFtabl01";

    /** Where the entries begin, in bytes from the table's beginning: magic and length. */
    static final int ENTRIES_OFFSET = 8 + Integer.BYTES;

    private PackTable() {}

    /** The size in bytes of the table of so many records. */
    static int sizeOf(int records) {
        return ENTRIES_OFFSET + records * PackEntry.SIZE + Frame.DIGEST_SIZE;
    }

    static byte[] encode(List<PackEntry> entries) {
        ByteBuffer body = ByteBuffer.allocate(entries.size() * PackEntry.SIZE);
        entries.forEach(entry -> entry.write(body));
        return Frame.encode(MAGIC, body.array());
    }

    static List<PackEntry> decode(byte[] frame) throws MalformedException {
        byte[] body = Frame.decode(MAGIC, frame);
        if (body.length % PackEntry.SIZE != 0) {
            throw new MalformedException("a pack's table ends within an entry");
        }
        ByteBuffer in = ByteBuffer.wrap(body);
        List<PackEntry> entries = new ArrayList<>(body.length / PackEntry.SIZE);
        while (in.hasRemaining()) {
            entries.add(PackEntry.read(in));
        }
        return entries;
    }
}
