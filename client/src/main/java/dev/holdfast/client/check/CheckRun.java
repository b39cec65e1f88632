package dev.holdfast.client.check;

import dev.holdfast.client.vault.MissingObjectsException;
import dev.holdfast.client.vault.ObjectReader;
import dev.holdfast.client.vault.Trees;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads snapshots back: every root, tree and list, and as many of the chunks as wanted. What is the
 * same in several snapshots is read once.
 */
public final class CheckRun {
    /** Chunks read at once. */
    private static final int CHUNKS_MAX = 64;

    private final Trees trees;
    private final ObjectReader objects;
    private final Predicate<ObjectId> reads;
    private final CheckListener listener;

    private final Set<ObjectId> treesSeen = new HashSet<>();
    private final Set<ObjectId> chunksSeen = new HashSet<>();
    private final List<ObjectId> chunks = new ArrayList<>();
    private final List<RawName> path = new ArrayList<>();
    private long objectsRead;
    private long bytesRead;
    private long faults;

    /**
     * @param reads which chunks to read: all of them to be certain
     */
    public CheckRun(VaultConnection vault, Predicate<ObjectId> reads, CheckListener listener) {
        this.trees = vault.trees();
        this.objects = vault.reader();
        this.reads = reads;
        this.listener = listener;
    }

    /** Hears of everything that is wrong. */
    @FunctionalInterface
    public interface CheckListener {
        void fault(Snapshot snapshot, RawPath path, String reason);
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
        for (Snapshot snapshot : snapshots) {
            check(snapshot);
        }
        return new Outcome(treesSeen.size(), objectsRead, bytesRead, faults);
    }

    private void check(Snapshot snapshot) throws IOException {
        Root root = guarded(snapshot, () -> trees.root(snapshot.root()));
        if (root == null) {
            return;
        }
        for (Content fact : root.facts().values()) {
            collect(snapshot, fact);
        }
        collect(snapshot, root.unread());
        directory(snapshot, root.top().directory());
        readChunks(snapshot);
    }

    private void directory(Snapshot snapshot, Node.Directory node) throws IOException {
        ObjectId tree = node.tree();
        if (tree == null || !treesSeen.add(tree)) {
            return;
        }
        List<Entry> inner = new ArrayList<>();
        guarded(
                snapshot,
                () -> {
                    trees.entries(tree, entry -> entry(snapshot, entry, inner));
                    return tree;
                });
        for (Entry entry : inner) {
            path.add(entry.name());
            if (entry.node() instanceof Node.Directory child) {
                directory(snapshot, child);
            }
            path.removeLast();
        }
    }

    private void entry(Snapshot snapshot, Entry entry, List<Entry> inner) throws IOException {
        switch (entry.node()) {
            case Node.Directory _ -> inner.add(entry);
            case Node.RegularFile(long _, Content content) -> {
                path.add(entry.name());
                collect(snapshot, content);
                path.removeLast();
            }
            case Node.SymbolicLink _, Node.Device _, Node.Fifo _, Node.Socket _ -> {}
        }
    }

    private void collect(Snapshot snapshot, Content content) throws IOException {
        guarded(
                snapshot,
                () -> {
                    trees.extents(content, extent -> collect(snapshot, extent));
                    return content;
                });
    }

    private void collect(Snapshot snapshot, Extent extent) throws IOException {
        if (extent instanceof Extent.Slice slice
                && reads.test(slice.chunk())
                && chunksSeen.add(slice.chunk())) {
            chunks.add(slice.chunk());
            if (chunks.size() == CHUNKS_MAX) {
                readChunks(snapshot);
            }
        }
    }

    /** All at once; if that fails one by one, to know which. */
    private void readChunks(Snapshot snapshot) throws IOException {
        List<ObjectId> batch = List.copyOf(chunks);
        chunks.clear();
        try {
            objects.readAll(batch, (id, chunk) -> count(chunk.bytes().length));
        } catch (CorruptDataException | MissingObjectsException | MalformedException fault) {
            for (ObjectId id : batch) {
                guarded(
                        snapshot,
                        () -> {
                            objects.readAll(List.of(id), (same, chunk) -> {});
                            return id;
                        });
            }
        }
    }

    private void count(int length) {
        objectsRead++;
        bytesRead += length;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    /** Null if what was read is damaged, which is then told. */
    private <T> @Nullable T guarded(Snapshot snapshot, Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (CorruptDataException | MissingObjectsException | MalformedException fault) {
            faults++;
            String reason = String.valueOf(fault.getMessage());
            listener.fault(snapshot, new RawPath(path), reason);
            return null;
        }
    }
}
