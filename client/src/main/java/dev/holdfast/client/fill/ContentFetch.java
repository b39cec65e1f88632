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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

    private Map<ObjectId, Awaited> wanted = new LinkedHashMap<>();
    private final Map<Filling, Integer> piecesOf = new HashMap<>();
    private long bytes;
    private int pieces;
    private int open;

    /** What was wanted last, and whose it is: small files that come next are often in it, too. */
    private @Nullable ObjectId lastId;

    private @Nullable Awaited last;

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
    private record Piece(Filling file, long offset, Extent.Slice slice) {
        void take(PlainObject chunk) throws IOException {
            if (slice.offset() + slice.length() > chunk.bytes().length) {
                file.damaged("chunk %s is shorter than a slice of it".formatted(slice.chunk()));
            } else {
                int from = (int) slice.offset();
                int length = (int) slice.length();
                file.fill(offset, ByteBuffer.wrap(chunk.bytes(), from, length));
            }
            file.done();
        }

        void fail(IOException fault) throws IOException {
            file.damaged(String.valueOf(fault.getMessage()));
            file.done();
        }
    }

    /** A chunk, and what waits for it. Whoever still needs it when it has come keeps it. */
    private static final class Awaited {
        private List<Piece> pieces = new ArrayList<>(4);
        private boolean isKept;
        private boolean isOver;
        private @Nullable PlainObject chunk;

        /** Returns false if the chunk has to be asked for again. */
        synchronized boolean add(Piece piece) throws IOException {
            if (chunk != null) {
                piece.take(chunk);
                return true;
            }
            return !isOver && pieces.size() < PIECES_MAX && pieces.add(piece);
        }

        synchronized void keep() {
            isKept = true;
        }

        synchronized void drop() {
            isKept = false;
            chunk = null;
        }

        synchronized void received(PlainObject object) throws IOException {
            if (isKept) {
                chunk = object;
            }
            for (Piece piece : over()) {
                piece.take(object);
            }
        }

        synchronized void failed(IOException fault) throws IOException {
            for (Piece piece : over()) {
                piece.fail(fault);
            }
        }

        private List<Piece> over() {
            List<Piece> all = pieces;
            pieces = List.of();
            isOver = true;
            return all;
        }
    }

    public ContentFetch(BulkReader reader) {
        this.fetch = new PacedFetch(reader, UNDERWAY_MAX);
    }

    /** A slice is to be written to a file; it may be done any time from now on. */
    public void want(Filling file, long offset, Extent.Slice slice) throws IOException {
        file.expect();
        Piece piece = new Piece(file, offset, slice);
        if (!wanted.containsKey(slice.chunk()) && wasAsked(piece)) {
            return;
        }
        Awaited chunk = wanted.computeIfAbsent(slice.chunk(), id -> new Awaited());
        chunk.add(piece);
        keep(slice.chunk(), chunk);
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

    /** Whether the last collection brings the chunk, or has brought it. */
    private boolean wasAsked(Piece piece) throws IOException {
        return last != null && piece.slice().chunk().equals(lastId) && last.add(piece);
    }

    private void keep(ObjectId id, Awaited chunk) {
        if (last != null && last != chunk) {
            last.drop();
        }
        chunk.keep();
        lastId = id;
        last = chunk;
    }

    /** Asks for all that was collected, and waits only if too much is under way already. */
    private void flush() throws IOException {
        if (wanted.isEmpty()) {
            return;
        }
        Map<ObjectId, Awaited> collected = wanted;
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
        if (last != null) {
            last.drop();
            last = null;
        }
    }

    /** One collection, as it arrives. */
    private record Arrival(Map<ObjectId, Awaited> chunks) implements BulkReader.Receiver {
        @Override
        public void received(ObjectId id, PlainObject object) throws IOException {
            chunk(id).received(object);
        }

        @Override
        public void failed(ObjectId id, IOException fault) throws IOException {
            chunk(id).failed(fault);
        }

        private Awaited chunk(ObjectId id) {
            return Objects.requireNonNull(chunks.get(id), "nobody asked");
        }
    }
}
