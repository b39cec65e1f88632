package dev.holdfast.client.fill;

import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.download.PacedFetch;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.tree.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills files, many at once: which chunks they need is collected, those are fetched in the order in
 * which they lie in the vault, and each is written wherever it belongs. While one collection
 * arrives, the next is made.
 */
public final class ContentFetch {
    /** What one collection may come to; decoded entries and descriptors bound it, too. */
    private static final long BYTES_MAX = 64 << 20;

    private static final int PIECES_MAX = 4_096;
    private static final int CHUNKS_MAX = 1_024;

    /** Files of several pieces are open until the last has come. */
    private static final int OPEN_MAX = 96;

    /** Collections that may be under way. */
    private static final int UNDERWAY_MAX = 2;

    private final PacedFetch fetch;

    private Map<ObjectId, List<Piece>> wanted = new LinkedHashMap<>();
    private final Map<Filling, Integer> piecesOf = new HashMap<>();
    private long bytes;
    private int pieces;
    private int open;

    /** What is filled with content; called by any thread. */
    public interface Filling {
        /** One more piece will come. */
        void expect();

        /** Takes the piece at an offset. */
        void fill(long offset, ByteBuffer bytes) throws IOException;

        /** A piece will never come. */
        void damaged(String reason);

        /** A piece has come, or will never come. */
        void done() throws IOException;
    }

    /** A slice of a chunk, and where it goes. */
    private record Piece(Filling file, long offset, Extent.Slice slice) {}

    public ContentFetch(BulkReader reader) {
        this.fetch = new PacedFetch(reader, UNDERWAY_MAX);
    }

    /** A slice is to be written to a file; it may be done any time from now on. */
    public void want(Filling file, long offset, Extent.Slice slice) throws IOException {
        file.expect();
        wanted.computeIfAbsent(slice.chunk(), id -> new ArrayList<>(4))
                .add(new Piece(file, offset, slice));
        bytes += slice.length();
        pieces++;
        if (piecesOf.merge(file, 1, Integer::sum) == 2) {
            open++;
        }
        if (bytes >= BYTES_MAX
                || pieces >= PIECES_MAX
                || wanted.size() >= CHUNKS_MAX
                || open >= OPEN_MAX) {
            flush();
        }
    }

    /** Asks for all that was collected, and waits only if too much is under way already. */
    private void flush() throws IOException {
        if (wanted.isEmpty()) {
            return;
        }
        Map<ObjectId, List<Piece>> collected = wanted;
        wanted = new LinkedHashMap<>();
        piecesOf.clear();
        bytes = 0;
        pieces = 0;
        open = 0;
        fetch.fetch(List.copyOf(collected.keySet()), new Arrival(collected));
    }

    /** Waits until all files have what was asked for. */
    public void finish() throws IOException {
        flush();
        fetch.finish();
    }

    /** One collection, as it arrives. */
    private record Arrival(Map<ObjectId, List<Piece>> pieces) implements BulkReader.Receiver {
        @Override
        public void received(ObjectId id, PlainObject chunk) throws IOException {
            for (Piece piece : pieces.getOrDefault(id, List.of())) {
                Extent.Slice slice = piece.slice();
                if (slice.offset() + slice.length() > chunk.bytes().length) {
                    piece.file().damaged("chunk %s is shorter than a slice of it".formatted(id));
                } else {
                    int from = (int) slice.offset();
                    int length = (int) slice.length();
                    piece.file().fill(piece.offset(), ByteBuffer.wrap(chunk.bytes(), from, length));
                }
                piece.file().done();
            }
        }

        @Override
        public void failed(ObjectId id, IOException fault) throws IOException {
            for (Piece piece : pieces.getOrDefault(id, List.of())) {
                piece.file().damaged(String.valueOf(fault.getMessage()));
                piece.file().done();
            }
        }
    }
}
