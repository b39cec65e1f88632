package dev.holdfast.client.traverse;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Tree;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a directory that somebody goes through: entries of the part that is open, then
 * parts that were not read. Holds what is read to what was said of it; reads nothing itself.
 */
final class Remainder {
    private final Deque<Part> parts = new ArrayDeque<>();
    private List<Entry> entries = List.of();
    private int next;

    /** All that is left comes after this name; null at the beginning. */
    private @Nullable RawName before;

    /**
     * A part of a directory.
     *
     * @param last the name that it ends with, if somebody said so
     */
    record Part(ObjectId tree, @Nullable RawName last, int level) {}

    /**
     * @param tree null for no entries
     */
    Remainder(@Nullable ObjectId tree) {
        if (tree != null) {
            parts.add(new Part(tree, null, 0));
        }
    }

    /** The next entry; null at the end, and before a part that is not open. */
    @Nullable Entry entry() {
        return next < entries.size() ? entries.get(next) : null;
    }

    Entry take() {
        Entry taken = entries.get(next++);
        before = taken.name();
        return taken;
    }

    /** The entries that are left of the part that is open. */
    List<Entry> entries() {
        return Collections.unmodifiableList(entries.subList(next, entries.size()));
    }

    boolean isAtEnd() {
        return entry() == null && parts.isEmpty();
    }

    /** The parts that were not read, in order. */
    Deque<Part> parts() {
        return parts;
    }

    /** The last name that was taken; null at the beginning. */
    @Nullable RawName before() {
        return before;
    }

    /**
     * Puts what a tree holds in the place of the part that has just been taken away.
     *
     * @throws MalformedException if it does not belong there
     */
    void open(Part part, Tree tree) throws MalformedException {
        if (part.level() >= Trees.LEVELS_MAX) {
            throw new MalformedException("parts within parts, %d deep".formatted(part.level()));
        }
        switch (tree) {
            case Tree.Leaf(var inner) -> {
                requireEnd(part, inner.getLast().name());
                requireAfter(inner.getFirst().name());
                entries = inner;
                next = 0;
            }
            case Tree.Inner(var inner) -> {
                requireEnd(part, inner.getLast().last());
                for (Tree.Part each : inner.reversed()) {
                    parts.addFirst(new Part(each.tree(), each.last(), part.level() + 1));
                }
            }
        }
    }

    private static void requireEnd(Part part, RawName end) throws MalformedException {
        if (part.last() != null && !part.last().equals(end)) {
            throw new MalformedException("tree %s does not end as said".formatted(part.tree()));
        }
    }

    private void requireAfter(RawName name) throws MalformedException {
        if (before != null && before.compareTo(name) >= 0) {
            throw new MalformedException(
                    "names out of order or twice: '%s', '%s'".formatted(before, name));
        }
    }
}
