package dev.holdfast.client.fill;

import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Extent;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Writes content, and what stands between it, to a stream, from beginning to end. What is to be
 * written is collected; the chunks of one collection are asked for at once, and come in the order
 * in which they lie in the vault, while those before it are written. For one thread.
 */
public final class ContentStream {
    /** Of chunks of one collection, about. */
    private static final long BYTES_MAX = 12 << 20;

    /** What a chunk that files share has, about: it comes as a whole for the smallest of them. */
    private static final long SHARED_BYTES = 512 << 10;

    private static final int PIECES_MAX = 4_096;

    /** Collections that are under way. */
    private static final int UNDERWAY_MAX = 2;

    /** Shared chunks that are kept for the next files. */
    private static final int KEPT_MAX = 24;

    private static final byte[] ZEROS = new byte[64 << 10];

    private final BulkReader reader;
    private final Trees trees;
    private final OutputStream out;
    private final Deque<Collection> underway = new ArrayDeque<>();
    private final Map<ObjectId, CompletableFuture<PlainObject>> kept =
            new LinkedHashMap<>(16, 0.75f, true);
    private Collection collecting = new Collection();

    /**
     * @param reader used for nothing else at the same time but by the same thread
     * @param out not closed
     */
    public ContentStream(BulkReader reader, OutputStream out) {
        this.reader = reader;
        this.trees = new Trees(reader);
        this.out = out;
    }

    /** Writes one content, with its holes as zeros, and nothing else. */
    public static void copyAll(BulkReader reader, Content content, OutputStream out)
            throws IOException {
        ContentStream stream = new ContentStream(reader, out);
        stream.copy(content);
        stream.finish();
    }

    /** What is written one after the other. */
    private sealed interface Piece {
        record Plain(Bytes bytes) implements Piece {}

        record Zeros(long length) implements Piece {}

        record Part(Extent.Slice slice, CompletableFuture<PlainObject> chunk) implements Piece {}
    }

    private static final class Collection {
        private final Deque<Piece> pieces = new ArrayDeque<>();
        private final Map<ObjectId, CompletableFuture<PlainObject>> wanted = new LinkedHashMap<>();
        private long bytes;

        boolean isFull() {
            return bytes >= BYTES_MAX || pieces.size() >= PIECES_MAX;
        }
    }

    /** Bytes as they are. */
    public void write(byte[] bytes) throws IOException {
        add(new Piece.Plain(Bytes.copyOf(bytes)));
    }

    public void zeros(long length) throws IOException {
        add(new Piece.Zeros(length));
    }

    /** Content with its holes, as zeros. */
    public void copy(Content content) throws IOException {
        copy(content, Holes.AS_ZEROS);
    }

    /** Content without its holes. */
    public void copyData(Content content) throws IOException {
        copy(content, Holes.LEFT_OUT);
    }

    private enum Holes {
        AS_ZEROS,
        LEFT_OUT
    }

    private void copy(Content content, Holes holes) throws IOException {
        if (content instanceof Content.Inline(var bytes)) {
            add(new Piece.Plain(bytes));
            return;
        }
        trees.extents(
                content,
                extent -> {
                    switch (extent) {
                        case Extent.Slice slice -> slice(slice);
                        case Extent.Hole(long length) when holes == Holes.AS_ZEROS -> zeros(length);
                        case Extent.Hole _ -> {}
                    }
                });
    }

    private void slice(Extent.Slice slice) throws IOException {
        CompletableFuture<PlainObject> chunk = kept.get(slice.chunk());
        if (chunk == null) {
            chunk = collecting.wanted.get(slice.chunk());
        }
        if (chunk == null) {
            chunk = new CompletableFuture<>();
            collecting.wanted.put(slice.chunk(), chunk);
            boolean shared = slice.digest() != null;
            collecting.bytes += shared ? SHARED_BYTES : slice.length();
            if (shared) {
                keep(slice.chunk(), chunk);
            }
        }
        add(new Piece.Part(slice, chunk));
    }

    private void keep(ObjectId id, CompletableFuture<PlainObject> chunk) {
        kept.put(id, chunk);
        if (kept.size() > KEPT_MAX) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    private void add(Piece piece) throws IOException {
        collecting.pieces.add(piece);
        if (collecting.isFull()) {
            ask();
        }
    }

    private void ask() throws IOException {
        if (underway.size() == UNDERWAY_MAX) {
            write(underway.removeFirst());
        }
        reader.fetch(collecting.wanted);
        underway.addLast(collecting);
        collecting = new Collection();
    }

    /** Writes all that is left. */
    public void finish() throws IOException {
        ask();
        while (!underway.isEmpty()) {
            write(underway.removeFirst());
        }
        kept.clear();
        out.flush();
    }

    private void write(Collection collection) throws IOException {
        for (Piece piece = collection.pieces.poll();
                piece != null;
                piece = collection.pieces.poll()) {
            switch (piece) {
                case Piece.Plain(Bytes bytes) -> out.write(bytes.toArray());
                case Piece.Zeros(long length) -> writeZeros(length);
                case Piece.Part(Extent.Slice slice, var chunk) ->
                        write(slice, reader.await(chunk).bytes());
            }
        }
    }

    private void write(Extent.Slice slice, byte[] chunk) throws IOException {
        if (slice.offset() + slice.length() > chunk.length) {
            throw new MalformedException(
                    "chunk %s is shorter than a slice of it".formatted(slice.chunk()));
        }
        out.write(chunk, (int) slice.offset(), (int) slice.length());
    }

    private void writeZeros(long length) throws IOException {
        for (long left = length; left > 0; left -= ZEROS.length) {
            out.write(ZEROS, 0, (int) Math.min(left, ZEROS.length));
        }
    }
}
