package dev.holdfast.client.fill;

import dev.holdfast.client.download.ObjectReader;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Extent;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes content to a stream, from its beginning to its end, holes as zeros. */
public final class ContentStream {
    /** Bytes of content fetched at once. */
    private static final long FETCHED_BYTES_MAX = 16 << 20;

    private static final byte[] ZEROS = new byte[64 << 10];

    private final Trees trees;
    private final ObjectReader objects;
    private final List<Extent> collected = new ArrayList<>();
    private long collectedBytes;

    public ContentStream(Trees trees, ObjectReader objects) {
        this.trees = trees;
        this.objects = objects;
    }

    public void copy(Content content, OutputStream out) throws IOException {
        copy(content, out, Holes.AS_ZEROS);
    }

    /** Writes the content without its holes. */
    public void copyData(Content content, OutputStream out) throws IOException {
        copy(content, out, Holes.LEFT_OUT);
    }

    private enum Holes {
        AS_ZEROS,
        LEFT_OUT
    }

    private void copy(Content content, OutputStream out, Holes holes) throws IOException {
        if (content instanceof Content.Inline(var bytes)) {
            out.write(bytes.toArray());
            return;
        }
        trees.extents(
                content,
                extent -> {
                    if (extent instanceof Extent.Hole && holes == Holes.LEFT_OUT) {
                        return;
                    }
                    collected.add(extent);
                    collectedBytes += extent instanceof Extent.Slice ? extent.length() : 0;
                    if (collectedBytes >= FETCHED_BYTES_MAX) {
                        flush(out);
                    }
                });
        flush(out);
    }

    private void flush(OutputStream out) throws IOException {
        Map<ObjectId, PlainObject> chunks = new HashMap<>();
        List<ObjectId> wanted = new ArrayList<>();
        for (Extent extent : collected) {
            if (extent instanceof Extent.Slice slice && slice.digest() == null) {
                wanted.add(slice.chunk());
            } else if (extent instanceof Extent.Slice slice) {
                // Shared by files that often come one after the other: it is kept.
                chunks.put(slice.chunk(), objects.read(slice.chunk()));
            }
        }
        objects.readAll(wanted, chunks::put);
        for (Extent extent : collected) {
            switch (extent) {
                case Extent.Hole(long length) -> zeros(length, out);
                case Extent.Slice slice -> {
                    PlainObject chunk = chunks.get(slice.chunk());
                    long end = slice.offset() + slice.length();
                    if (chunk == null || end > chunk.bytes().length) {
                        throw new MalformedException(
                                "chunk %s is shorter than a slice of it".formatted(slice.chunk()));
                    }
                    out.write(chunk.bytes(), (int) slice.offset(), (int) slice.length());
                }
            }
        }
        collected.clear();
        collectedBytes = 0;
    }

    private static void zeros(long length, OutputStream out) throws IOException {
        for (long left = length; left > 0; left -= ZEROS.length) {
            out.write(ZEROS, 0, (int) Math.min(left, ZEROS.length));
        }
    }
}
