package dev.holdfast.client.check;

import static java.util.Objects.requireNonNull;

import dev.holdfast.client.vault.MissingObjectsException;
import dev.holdfast.client.vault.ObjectReader;
import dev.holdfast.client.vault.Trees;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Lengths of the chunks that were read; of a damaged one more than any has. */
    private final Map<ObjectId, Integer> lengths = new HashMap<>();

    /** Chunks to be read next. */
    private final Map<ObjectId, Use> wanted = new LinkedHashMap<>();

    private final List<RawName> path = new ArrayList<>();
    private long chunksRead;
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
        return new Outcome(treesSeen.size(), chunksRead, bytesRead, faults);
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

    /**
     * A file that needs a chunk.
     *
     * @param end how far into the chunk it reaches
     */
    private record Use(RawPath path, long end) {
        Use further(Use other) {
            return other.end > end ? other : this;
        }
    }

    private void collect(Snapshot snapshot, Extent extent) throws IOException {
        if (!(extent instanceof Extent.Slice slice) || !reads.test(slice.chunk())) {
            return;
        }
        Use use = new Use(new RawPath(path), slice.offset() + slice.length());
        Integer length = lengths.get(slice.chunk());
        if (length != null) {
            requireLength(snapshot, slice.chunk(), length, use);
            return;
        }
        wanted.merge(slice.chunk(), use, Use::further);
        if (wanted.size() == CHUNKS_MAX) {
            readChunks(snapshot);
        }
    }

    /** All at once; if that fails one by one, to know which. */
    private void readChunks(Snapshot snapshot) throws IOException {
        Map<ObjectId, Use> batch = new LinkedHashMap<>(wanted);
        wanted.clear();
        try {
            objects.readAll(
                    batch.keySet(),
                    (id, chunk) -> count(snapshot, id, chunk, requireNonNull(batch.get(id))));
        } catch (CorruptDataException | MissingObjectsException | MalformedException fault) {
            for (Map.Entry<ObjectId, Use> each : batch.entrySet()) {
                if (!lengths.containsKey(each.getKey())) {
                    readAlone(snapshot, each.getKey(), each.getValue());
                }
            }
        }
    }

    private void readAlone(Snapshot snapshot, ObjectId chunk, Use use) throws IOException {
        try {
            objects.readAll(List.of(chunk), (id, object) -> count(snapshot, id, object, use));
        } catch (CorruptDataException | MissingObjectsException | MalformedException fault) {
            lengths.put(chunk, Integer.MAX_VALUE);
            fault(snapshot, use.path(), String.valueOf(fault.getMessage()));
        }
    }

    private void count(Snapshot snapshot, ObjectId id, PlainObject chunk, Use use) {
        int length = chunk.bytes().length;
        lengths.put(id, length);
        chunksRead++;
        bytesRead += length;
        requireLength(snapshot, id, length, use);
    }

    private void requireLength(Snapshot snapshot, ObjectId chunk, int length, Use use) {
        if (use.end() > length) {
            fault(snapshot, use.path(), "chunk %s is shorter than a slice of it".formatted(chunk));
        }
    }

    private void fault(Snapshot snapshot, RawPath where, String reason) {
        faults++;
        listener.fault(snapshot, where, reason);
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
            fault(snapshot, new RawPath(path), String.valueOf(fault.getMessage()));
            return null;
        }
    }
}
