package dev.holdfast.client.traverse;

import dev.holdfast.client.download.ObjectSource;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.ExtentList;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Root;
import dev.holdfast.model.tree.RootFormat;
import dev.holdfast.model.tree.Tree;
import dev.holdfast.model.tree.TreeFormat;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads trees, lists and roots of any size, in order and with bounded memory. */
public final class Trees {
    /** More levels than a tree of any possible size has: a hostile one could go on for ever. */
    public static final int LEVELS_MAX = 8;

    private final ObjectSource objects;

    public Trees(ObjectSource objects) {
        this.objects = objects;
    }

    /** Takes something in order. */
    @FunctionalInterface
    public interface Each<T> {
        void take(T value) throws IOException;
    }

    public Root root(ObjectId id) throws IOException {
        return RootFormat.decode(objects.read(id));
    }

    /**
     * Hands over every entry of a directory in the order of their names.
     *
     * @param tree null for a directory without entries
     */
    public void entries(@Nullable ObjectId tree, Each<Entry> each) throws IOException {
        EntryCursor entries = cursor(tree);
        for (Entry next = entries.next(); next != null; next = entries.next()) {
            each.take(next);
        }
    }

    /**
     * At the first entry of a directory.
     *
     * @param tree null for a directory without entries
     */
    public EntryCursor cursor(@Nullable ObjectId tree) {
        return new EntryCursor(objects, tree);
    }

    /** The entry with a name in a directory. */
    public Optional<Entry> find(@Nullable ObjectId tree, RawName name) throws IOException {
        ObjectId at = tree;
        for (int level = 0; at != null && level < LEVELS_MAX; level++) {
            switch (TreeFormat.decodeTree(objects.read(at))) {
                case Tree.Leaf(var entries) -> {
                    return entries.stream().filter(e -> e.name().equals(name)).findFirst();
                }
                case Tree.Inner(var parts) ->
                        at =
                                parts.stream()
                                        .filter(part -> part.last().compareTo(name) >= 0)
                                        .findFirst()
                                        .map(Tree.Part::tree)
                                        .orElse(null);
            }
        }
        return Optional.empty();
    }

    /** The entry at a path below the top; empty for the top itself, and for what is not there. */
    public Optional<Entry> find(Root root, RawPath path) throws IOException {
        Node.Directory directory = root.top().directory();
        Entry entry = null;
        for (RawName name : path.names()) {
            if (entry != null) {
                if (!(entry.node() instanceof Node.Directory next)) {
                    return Optional.empty();
                }
                directory = next;
            }
            entry = find(directory.tree(), name).orElse(null);
            if (entry == null) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(entry);
    }

    /** Hands over every extent of a content in order. */
    public void extents(Content content, Each<Extent> each) throws IOException {
        switch (content) {
            case Content.Inline _ -> {}
            case Content.Extents(List<Extent> extents) -> {
                for (Extent extent : extents) {
                    each.take(extent);
                }
            }
            case Content.Listed(long length, ObjectId list) -> listExtents(list, length, each, 0);
        }
    }

    private void listExtents(ObjectId id, long length, Each<Extent> each, int level)
            throws IOException {
        ExtentList list = TreeFormat.decodeList(objects.read(id));
        requireLevel(level);
        if (list.length() != length) {
            throw new MalformedException(
                    "list %s has %d bytes instead of %d".formatted(id, list.length(), length));
        }
        switch (list) {
            case ExtentList.Leaf(List<Extent> extents) -> {
                for (Extent extent : extents) {
                    each.take(extent);
                }
            }
            case ExtentList.Inner(List<ExtentList.Part> parts) -> {
                long start = 0;
                for (ExtentList.Part part : parts) {
                    listExtents(part.list(), part.end() - start, each, level + 1);
                    start = part.end();
                }
            }
        }
    }

    private static void requireLevel(int level) throws MalformedException {
        if (level >= LEVELS_MAX) {
            throw new MalformedException("parts within parts, %d deep".formatted(level));
        }
    }
}
