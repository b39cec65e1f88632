package dev.holdfast.client.browse;

import dev.holdfast.client.vault.ObjectReader;
import dev.holdfast.client.vault.Trees;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Tree;
import dev.holdfast.model.tree.TreeFormat;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through a directory, and opens a part of a large one only when somebody looks into it. */
final class EntryCursor {
    private final ObjectReader objects;
    private final Deque<Part> parts = new ArrayDeque<>();
    private List<Entry> entries = List.of();
    private int next;

    /** All that is left comes after this name; null at the beginning. */
    private @Nullable RawName behind;

    private record Part(ObjectId tree, int level) {}

    /**
     * @param tree null for no entries
     */
    EntryCursor(ObjectReader objects, @Nullable ObjectId tree) {
        this.objects = objects;
        if (tree != null) {
            parts.add(new Part(tree, 0));
        }
    }

    boolean isAtEnd() {
        return entry() == null && parts.isEmpty();
    }

    /** The next entry; null at the end, and before a part that is not open. */
    @Nullable Entry entry() {
        return next < entries.size() ? entries.get(next) : null;
    }

    Entry take() {
        Entry taken = entries.get(next++);
        behind = taken.name();
        return taken;
    }

    /** Whether both are before a part, and it is the same. */
    boolean isAtSamePart(EntryCursor other) {
        return entry() == null
                && other.entry() == null
                && !parts.isEmpty()
                && !other.parts.isEmpty()
                && parts.getFirst().tree().equals(other.parts.getFirst().tree());
    }

    void skipPart() {
        parts.removeFirst();
    }

    /** Opens the next part, unless the other's next entry comes before all that is in it. */
    void openUnlessBeyond(EntryCursor other) throws IOException {
        Entry theirs = other.entry();
        boolean beyond = theirs != null && behind != null && theirs.name().compareTo(behind) <= 0;
        if (entry() == null && !parts.isEmpty() && !beyond) {
            open(parts.removeFirst());
        }
    }

    private void open(Part part) throws IOException {
        if (part.level() >= Trees.LEVELS_MAX) {
            throw new MalformedException("parts within parts, %d deep".formatted(part.level()));
        }
        switch (TreeFormat.decodeTree(objects.read(part.tree()))) {
            case Tree.Leaf(var inner) -> {
                if (behind != null && behind.compareTo(inner.getFirst().name()) >= 0) {
                    throw new MalformedException(
                            "names out of order or twice: '%s', '%s'"
                                    .formatted(behind, inner.getFirst().name()));
                }
                entries = inner;
                next = 0;
            }
            case Tree.Inner(var inner) -> {
                for (Tree.Part each : inner.reversed()) {
                    parts.addFirst(new Part(each.tree(), part.level() + 1));
                }
            }
        }
    }
}
