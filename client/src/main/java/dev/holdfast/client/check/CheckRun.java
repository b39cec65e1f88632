package dev.holdfast.client.check;

import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.download.MissingObjectsException;
import dev.holdfast.client.traverse.Traversal;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.client.traverse.Visitor;
import dev.holdfast.client.traverse.Way;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads snapshots back: every root, tree and list, and as many of the chunks as wanted. What is the
 * same in several snapshots is read once.
 */
public final class CheckRun {
    private final VaultConnection vault;
    private final Predicate<ObjectId> reads;
    private final CheckListener listener;
    private final IdTable treesSeen = new IdTable();
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
            for (Snapshot snapshot : snapshots) {
                new One(snapshot, reader, chunks).run();
            }
            chunks.finish();
            if (!chunks.lost().isEmpty()) {
                new LostFiles(reader, listener, chunks.lost()).name(snapshots);
            }
            return new Outcome(treesSeen.count(), chunks.chunks(), chunks.bytes(), faults.get());
        }
    }

    /** The check of one snapshot. */
    private final class One implements Visitor<Way> {
        private final Snapshot snapshot;
        private final BulkReader reader;
        private final Trees trees;
        private final ChunkCheck chunks;

        One(Snapshot snapshot, BulkReader reader, ChunkCheck chunks) {
            this.snapshot = snapshot;
            this.reader = reader;
            this.trees = new Trees(reader);
            this.chunks = chunks;
        }

        void run() throws IOException {
            Root root = root();
            if (root == null) {
                return;
            }
            for (Content fact : root.facts().values()) {
                content(fact, () -> RawPath.ROOT);
            }
            content(root.unread(), () -> RawPath.ROOT);
            Node.Directory top = root.top().directory();
            if (top.tree() != null && treesSeen.put(top.tree(), 0)) {
                new Traversal<>(reader, this).run(Way.TOP, Way.TOP, top);
            }
        }

        /** Null if it is damaged, which is then told. */
        private @Nullable Root root() throws IOException {
            try {
                return trees.root(snapshot.root());
            } catch (CorruptDataException | MissingObjectsException | MalformedException fault) {
                fault(RawPath.ROOT, fault);
                return null;
            }
        }

        @Override
        public boolean wants(Way parent, Entry entry, Node.Directory directory) {
            return directory.tree() != null && treesSeen.get(directory.tree()) == IdTable.NONE;
        }

        @Override
        public @Nullable Way enter(Place<Way> parent, Entry entry, Node.Directory directory) {
            ObjectId tree = directory.tree();
            boolean isNew = tree != null && treesSeen.put(tree, 0);
            return isNew ? parent.way().to(entry.name()) : null;
        }

        @Override
        public void leaf(Place<Way> parent, Entry entry) throws IOException {
            if (entry.node() instanceof Node.RegularFile file) {
                content(file.content(), () -> parent.way().path(entry.name()));
            }
        }

        private void content(Content content, Supplier<RawPath> path) throws IOException {
            try {
                trees.extents(
                        content,
                        extent -> {
                            if (extent instanceof Extent.Slice slice && reads.test(slice.chunk())) {
                                chunks.check(snapshot, path, slice);
                            }
                        });
            } catch (CorruptDataException | MissingObjectsException | MalformedException fault) {
                fault(path.get(), fault);
            }
        }

        @Override
        public void leave(Place<Way> place) {}

        @Override
        public void damaged(Place<Way> place, IOException fault) {
            fault(place.way().path(), fault);
        }

        private void fault(RawPath path, IOException fault) {
            listener.fault(snapshot, path, String.valueOf(fault.getMessage()));
        }
    }
}
