package dev.holdfast.client.content;

import dev.holdfast.client.upload.ObjectSink;
import dev.holdfast.codec.seal.ObjectIds;
import dev.holdfast.model.Kind;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.tree.Extent;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts shared chunks that the vault has lost together again, from the files that they were made of:
 * so older snapshots get them back, too. Possible as long as each of those files is still what it
 * was. Memory is bounded; when many chunks are begun at once, the oldest are tried and given up.
 */
final class RemadeChunks {
    private static final long BYTES_MAX = 16L << 20;

    private final ObjectSink sink;
    private final ObjectIds ids;
    private final SharedUses uses;
    private final Map<ObjectId, Begun> begun = new LinkedHashMap<>();
    private long bytes;

    RemadeChunks(ObjectSink sink, ObjectIds ids, SharedUses uses) {
        this.sink = sink;
        this.ids = ids;
        this.uses = uses;
    }

    /** A chunk of which some slices are there, by their offsets. */
    private static final class Begun {
        private final TreeMap<Long, byte[]> slices = new TreeMap<>();
        private int length;

        /** Whether it is new. */
        boolean add(long offset, byte[] slice) {
            boolean isNew = slices.putIfAbsent(offset, slice) == null;
            length += isNew ? slice.length : 0;
            return isNew;
        }

        boolean isGapless() {
            long end = 0;
            for (Map.Entry<Long, byte[]> slice : slices.entrySet()) {
                if (slice.getKey() != end) {
                    return false;
                }
                end += slice.getValue().length;
            }
            return end <= PlainObject.LENGTH_MAX;
        }

        byte[] join() {
            byte[] joined = new byte[length];
            int at = 0;
            for (byte[] slice : slices.values()) {
                System.arraycopy(slice, 0, joined, at, slice.length);
                at += slice.length;
            }
            return joined;
        }
    }

    /** Takes the bytes of a slice of a lost chunk; the chunk is sent when it is whole. */
    void add(Extent.Slice slice, byte[] content) throws IOException {
        Begun chunk = begun.computeIfAbsent(slice.chunk(), id -> new Begun());
        if (chunk.add(slice.offset(), content)) {
            bytes += content.length;
        }
        int known = uses.knownLength(slice.chunk());
        if (known > 0 && chunk.length >= known) {
            attempt(slice.chunk(), chunk);
        }
        Iterator<Map.Entry<ObjectId, Begun>> oldest = begun.entrySet().iterator();
        while (bytes > BYTES_MAX && oldest.hasNext()) {
            Map.Entry<ObjectId, Begun> next = oldest.next();
            attempt(next.getKey(), next.getValue());
            bytes -= next.getValue().length;
            oldest.remove();
        }
    }

    /** Sends what came to be whole; of the rest something has changed. */
    void finish() throws IOException {
        for (Map.Entry<ObjectId, Begun> each : begun.entrySet()) {
            attempt(each.getKey(), each.getValue());
        }
        begun.clear();
        bytes = 0;
    }

    private void attempt(ObjectId id, Begun chunk) throws IOException {
        if (chunk.isGapless()) {
            PlainObject whole = new PlainObject(Kind.CHUNK, List.of(), chunk.join());
            if (ids.of(whole).equals(id)) {
                sink.submit(whole);
            }
        }
    }
}
