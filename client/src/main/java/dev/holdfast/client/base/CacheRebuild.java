package dev.holdfast.client.base;

import dev.holdfast.client.cache.CachedEntry;
import dev.holdfast.client.cache.CachedEntry.SharedSlice;
import dev.holdfast.client.cache.SharedUse;
import dev.holdfast.client.download.MissingObjectsException;
import dev.holdfast.client.traverse.EntryCursor;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the cache of a root anew, from its trees in the vault. */
final class CacheRebuild {
    private static final RawName TOP = RawName.of("top");

    /** Long ago: then all that is kept is taken to use what this snapshot uses, or little more. */
    private static final long UNKNOWN_TIME = 0;

    private static final FileSystemId UNKNOWN = new FileSystemId("", "", 0);

    private final Trees trees;
    private final NextCache cache;
    private final Map<ObjectId, SharedUse> sharedChunks = new LinkedHashMap<>();
    private final List<ObjectId> damaged = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();

    private CacheRebuild(Trees trees, NextCache cache) {
        this.trees = trees;
        this.cache = cache;
    }

    /**
     * Writes the cache of a root and puts it in its place. What cannot be read is left out.
     *
     * @return the directories' trees that could not be read, or not to their end
     */
    static List<ObjectId> run(Trees trees, NextCache cache, ObjectId id, Root root)
            throws IOException {
        CacheRebuild rebuild = new CacheRebuild(trees, cache);
        Entry top = new Entry(TOP, root.top().metadata(), root.top().directory());
        rebuild.begin(top, root.top().directory(), UNKNOWN);
        while (!rebuild.open.isEmpty()) {
            rebuild.step();
        }
        cache.commit(id, root, rebuild.sharedChunks);
        return rebuild.damaged;
    }

    /** A directory that is being read. */
    private record Open(@Nullable ObjectId tree, FileSystemId fileSystem, EntryCursor entries) {}

    private void begin(Entry entry, Node.Directory node, FileSystemId outer) throws IOException {
        FileSystemId fileSystem = node.mount() == null ? outer : node.mount();
        Node.Directory bare = new Node.Directory(null, node.coverage(), node.mount());
        cache.begin(CachedEntry.of(new Entry(entry.name(), entry.metadata(), bare)), fileSystem);
        ObjectId tree = node.tree();
        open.push(new Open(tree, fileSystem, trees.cursor(tree)));
    }

    private void step() throws IOException {
        Open directory = open.element();
        Entry child = next(directory);
        if (child == null) {
            cache.end(directory.tree());
            open.pop();
        } else if (child.node() instanceof Node.Directory inner) {
            begin(child, inner, directory.fileSystem());
        } else {
            leaf(child);
        }
    }

    /** Null at the end, and where the rest is lost. */
    private @Nullable Entry next(Open directory) throws IOException {
        try {
            return directory.entries().next();
        } catch (CorruptDataException | MissingObjectsException | MalformedException lost) {
            damaged.add(Objects.requireNonNull(directory.tree(), "nothing was read"));
            return null;
        }
    }

    private void leaf(Entry entry) throws IOException {
        CachedEntry cached = CachedEntry.of(entry);
        SharedSlice slice = cached.sharedSlice();
        if (slice != null) {
            int end = end(entry.node());
            sharedChunks.merge(
                    slice.chunk(),
                    new SharedUse(end, slice.length(), UNKNOWN_TIME),
                    (a, b) ->
                            new SharedUse(
                                    Math.max(a.length(), b.length()),
                                    a.live() + b.live(),
                                    UNKNOWN_TIME));
        }
        cache.leaf(cached);
    }

    /** How far into the chunk the slice reaches: what is known of the chunk's length. */
    private static int end(Node node) {
        return node instanceof Node.RegularFile(long _, Content.Extents(var extents))
                        && extents.getFirst() instanceof Extent.Slice slice
                ? (int) (slice.offset() + slice.length())
                : 0;
    }
}
