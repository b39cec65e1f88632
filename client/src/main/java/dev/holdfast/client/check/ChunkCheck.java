package dev.holdfast.client.check;

import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.download.PacedFetch;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Extent;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Reads chunks, each once, and sees that all slices of them lie within. */
final class ChunkCheck {
    /** Chunks of one request. */
    private static final int ASKED_MAX = 512;

    private static final int UNDERWAY_MAX = 2;

    /** More than any chunk has: what is wrong with it is told later. */
    private static final int DAMAGED = Integer.MAX_VALUE - 1;

    private final PacedFetch fetch;
    private final CheckRun.CheckListener listener;

    // Guarded by this.
    private final IdTable lengths = new IdTable();
    private Map<ObjectId, Use> wanted = new HashMap<>();
    private final Map<ObjectId, Use> coming = new HashMap<>();
    private final Map<ObjectId, String> lost = new HashMap<>();
    private long chunks;
    private long bytes;

    ChunkCheck(BulkReader reader, CheckRun.CheckListener listener) {
        this.fetch = new PacedFetch(reader, UNDERWAY_MAX);
        this.listener = listener;
    }

    /**
     * A file that needs a chunk.
     *
     * @param end how far into the chunk it reaches
     */
    private record Use(Snapshot snapshot, RawPath path, long end) {
        Use further(Use other) {
            return other.end > end ? other : this;
        }
    }

    /** Sees that a slice is there, some time before {@link #finish} returns. */
    void check(Snapshot snapshot, Supplier<RawPath> path, Extent.Slice slice) throws IOException {
        boolean full;
        synchronized (this) {
            long end = slice.offset() + slice.length();
            int length = lengths.get(slice.chunk());
            if (length >= end) {
                return;
            }
            Use use = new Use(snapshot, path.get(), end);
            if (length != IdTable.NONE) {
                requireLength(slice.chunk(), length, use);
                return;
            }
            Map<ObjectId, Use> uses = coming.containsKey(slice.chunk()) ? coming : wanted;
            uses.merge(slice.chunk(), use, Use::further);
            full = wanted.size() >= ASKED_MAX;
        }
        if (full) {
            flush();
        }
    }

    /** Waits until all that was wanted has come. */
    void finish() throws IOException {
        flush();
        fetch.finish();
    }

    private void flush() throws IOException {
        List<ObjectId> ids;
        synchronized (this) {
            if (wanted.isEmpty()) {
                return;
            }
            ids = List.copyOf(wanted.keySet());
            coming.putAll(wanted);
            wanted = new HashMap<>();
        }
        fetch.fetch(ids, new Arrival());
    }

    synchronized long chunks() {
        return chunks;
    }

    synchronized long bytes() {
        return bytes;
    }

    private synchronized void came(ObjectId id, int length) {
        lengths.put(id, length);
        chunks++;
        bytes += length;
        Use use = coming.remove(id);
        if (use != null) {
            requireLength(id, length, use);
        }
    }

    private synchronized void lost(ObjectId id, IOException fault) {
        lengths.put(id, DAMAGED);
        coming.remove(id);
        lost.put(id, String.valueOf(fault.getMessage()));
    }

    /** The chunks that could not be had, and why: no file that needs one was told of yet. */
    synchronized Map<ObjectId, String> lost() {
        return Map.copyOf(lost);
    }

    private void requireLength(ObjectId chunk, int length, Use use) {
        if (use.end() > length) {
            listener.fault(
                    use.snapshot(),
                    use.path(),
                    "chunk %s is shorter than a slice of it".formatted(chunk));
        }
    }

    private final class Arrival implements BulkReader.Receiver {
        @Override
        public void received(ObjectId id, PlainObject chunk) {
            came(id, chunk.bytes().length);
        }

        @Override
        public void failed(ObjectId id, IOException fault) {
            lost(id, fault);
        }
    }
}
