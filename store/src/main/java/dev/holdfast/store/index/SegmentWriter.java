package dev.holdfast.store.index;

import dev.holdfast.store.frame.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.zip.CRC32C;

/** Writes a segment from front to back. Entries come sorted, exactly as many as were announced. */
final class SegmentWriter {
    /** Takes the bytes of a segment in order. */
    @FunctionalInterface
    interface Output {
        void write(ByteBuffer bytes) throws IOException;
    }

    private final Output output;
    private final SegmentLayout layout;
    private final MessageDigest digest = Frame.sha256();
    private final ByteBuffer block = ByteBuffer.allocate(SegmentLayout.BLOCK_SIZE);
    private final ByteBuffer blockLines;
    private long added;

    SegmentWriter(Output output, List<IndexedPack> packs) throws IOException {
        long entries = packs.stream().mapToLong(IndexedPack::records).sum();
        this.output = output;
        this.layout = new SegmentLayout(packs.size(), entries);
        this.blockLines = ByteBuffer.allocate(layout.blocks() * SegmentLayout.BLOCK_LINE_SIZE);
        writeDigested(head(packs));
    }

    private ByteBuffer head(List<IndexedPack> packs) {
        ByteBuffer head =
                ByteBuffer.allocate((int) layout.entriesOffset())
                        .putLong(SegmentLayout.MAGIC)
                        .putLong(layout.entries())
                        .putInt(packs.size())
                        .putInt(0);
        for (IndexedPack pack : packs) {
            head.put(pack.id().toArray())
                    .put((byte) pack.kind().code())
                    .put((byte) 0)
                    .putShort((short) 0)
                    .putInt(pack.records());
        }
        return head.flip();
    }

    private void writeDigested(ByteBuffer bytes) throws IOException {
        digest.update(bytes.duplicate());
        output.write(bytes);
    }

    void add(long word0, long word1, int pack, int ordinal) throws IOException {
        block.putLong(word0).putLong(word1).putInt(pack).putInt(ordinal);
        added++;
        if (!block.hasRemaining()) {
            endBlock();
        }
    }

    private void endBlock() throws IOException {
        block.flip();
        CRC32C crc = new CRC32C();
        crc.update(block.duplicate());
        blockLines.putLong(block.getLong(0)).putInt((int) crc.getValue());
        output.write(block);
        block.clear();
    }

    void finish() throws IOException {
        if (added != layout.entries()) {
            throw new IllegalStateException(
                    "%d entries instead of %d".formatted(added, layout.entries()));
        }
        if (block.position() > 0) {
            endBlock();
        }
        writeDigested(blockLines.flip());
        output.write(ByteBuffer.wrap(digest.digest(), 0, Frame.DIGEST_SIZE));
    }
}
