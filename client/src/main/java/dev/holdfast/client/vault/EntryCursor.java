package dev.holdfast.client.vault;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Tree;
import dev.holdfast.model.tree.TreeFormat;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a directory, one after another in the order of their names, read part by part.
 * Whoever goes down a tree of directories holds one of these for each level, and needs no stack.
 */
public final class EntryCursor {
    /** Parts fetched at once: few enough that all are still kept when they are read. */
    private static final int AHEAD = 32;

    private final ObjectSource objects;
    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable RawName before;

    EntryCursor(ObjectSource objects, @Nullable ObjectId tree) throws IOException {
        this.objects = objects;
        if (tree != null) {
            open(tree, null);
        }
    }

    /**
     * A part that has been begun.
     *
     * @param last the name that it must end with
     */
    private record Open(ObjectId id, @Nullable RawName last, Elements elements) {}

    /** What is still to come of a part. */
    private sealed interface Elements {
        record Entries(Iterator<Entry> left) implements Elements {}

        /** Begins before the part at an index. */
        final class Parts implements Elements {
            private final List<Tree.Part> parts;
            private int next;

            Parts(List<Tree.Part> parts) {
                this.parts = parts;
            }
        }
    }

    /**
     * The next entry; null after the last.
     *
     * @throws MalformedException if what is read is no directory
     */
    public @Nullable Entry next() throws IOException {
        for (Open top = open.peek(); top != null; top = open.peek()) {
            switch (top.elements()) {
                case Elements.Entries(var left) when left.hasNext() -> {
                    return after(left.next());
                }
                case Elements.Parts inner when inner.next < inner.parts.size() -> enter(inner);
                case Elements.Entries _, Elements.Parts _ -> {
                    requireEnd(top);
                    open.pop();
                }
            }
        }
        return null;
    }

    private void enter(Elements.Parts inner) throws IOException {
        int at = inner.next;
        if (at % AHEAD == 0) {
            List<Tree.Part> ahead =
                    inner.parts.subList(at, Math.min(at + AHEAD, inner.parts.size()));
            objects.prefetch(ahead.stream().map(Tree.Part::tree).toList());
        }
        inner.next++;
        open(inner.parts.get(at).tree(), inner.parts.get(at).last());
    }

    private void open(ObjectId id, @Nullable RawName last) throws IOException {
        if (open.size() == Trees.LEVELS_MAX) {
            throw new MalformedException("parts within parts, %d deep".formatted(open.size()));
        }
        Elements elements =
                switch (TreeFormat.decodeTree(objects.read(id))) {
                    case Tree.Leaf(var entries) -> new Elements.Entries(entries.iterator());
                    case Tree.Inner(var parts) -> new Elements.Parts(parts);
                };
        open.push(new Open(id, last, elements));
    }

    private Entry after(Entry entry) throws MalformedException {
        if (before != null && before.compareTo(entry.name()) >= 0) {
            throw new MalformedException(
                    "names out of order or twice: '%s', '%s'".formatted(before, entry.name()));
        }
        before = entry.name();
        return entry;
    }

    private void requireEnd(Open part) throws MalformedException {
        if (part.last() != null && !part.last().equals(before)) {
            throw new MalformedException("tree %s does not end as said".formatted(part.id()));
        }
    }
}
