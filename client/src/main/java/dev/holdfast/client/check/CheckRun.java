package dev.holdfast.client.check;

import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Extent;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Reads snapshots back: every root, tree and list, and as many of the chunks as wanted. What is the
 * same in several snapshots is read once.
 */
public final class CheckRun {
    private final VaultConnection vault;
    private final Predicate<ObjectId> reads;
    private final CheckListener listener;
    private final AtomicLong faults = new AtomicLong();

    /**
     * @param reads which chunks to read: all of them to be certain
     */
    public CheckRun(VaultConnection vault, Predicate<ObjectId> reads, CheckListener listener) {
        this.vault = vault;
        this.reads = reads;
        this.listener = new Counting(listener);
    }

    /** Hears of everything that is wrong, from one thread at a time. */
    @FunctionalInterface
    public interface CheckListener {
        void fault(Snapshot snapshot, RawPath path, String reason);
    }

    /** Counts, and lets the listener hear of one thing after the other. */
    private final class Counting implements CheckListener {
        private final CheckListener inner;

        Counting(CheckListener inner) {
            this.inner = inner;
        }

        @Override
        public synchronized void fault(Snapshot snapshot, RawPath path, String reason) {
            faults.incrementAndGet();
            inner.fault(snapshot, path, reason);
        }
    }

    /**
     * What a check came to.
     *
     * @param chunks read
     * @param bytes of chunks read
     */
    public record Outcome(long trees, long chunks, long bytes, long faults) {}

    /** Picks about so many of a hundred chunks, evenly, as their ids are random. */
    public static Predicate<ObjectId> percent(int percent) {
        return id -> Long.remainderUnsigned(id.word3(), 100) < percent;
    }

    public Outcome run(List<Snapshot> snapshots) throws IOException {
        try (BulkReader reader = vault.bulkReader()) {
            ChunkCheck chunks = new ChunkCheck(reader, listener);
            EachOnce all = new EachOnce(reader, new Contents(new Trees(reader), chunks));
            for (Snapshot snapshot : snapshots) {
                all.goThrough(snapshot);
            }
            chunks.finish();
            if (!chunks.lost().isEmpty()) {
                new LostFiles(reader, listener, chunks.lost()).name(snapshots);
            }
            return new Outcome(all.trees(), chunks.chunks(), chunks.bytes(), faults.get());
        }
    }

    /** Has the chunks checked of which contents are made. */
    private final class Contents implements EachOnce.Hearer {
        private final Trees trees;
        private final ChunkCheck chunks;

        Contents(Trees trees, ChunkCheck chunks) {
            this.trees = trees;
            this.chunks = chunks;
        }

        @Override
        public void content(Snapshot snapshot, Supplier<RawPath> path, Content content)
                throws IOException {
            trees.extents(
                    content,
                    extent -> {
                        if (extent instanceof Extent.Slice slice && reads.test(slice.chunk())) {
                            chunks.check(snapshot, path, slice);
                        }
                    });
        }

        @Override
        public void damaged(Snapshot snapshot, RawPath path, IOException fault) {
            listener.fault(snapshot, path, String.valueOf(fault.getMessage()));
        }
    }
}
