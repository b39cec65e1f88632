package dev.holdfast.model.tree;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import java.util.List;

/** The entries of a directory, or of a part of a very large one, in order of their names. */
public sealed interface Tree {
    /** The entries themselves. */
    record Leaf(List<Entry> entries) implements Tree {
        /** A part is cut by content long before; bounds what a peer can make us hold. */
        public static final int COUNT_MAX = 4_096;

        public Leaf {
            entries = List.copyOf(entries);
            requireCount(entries.size(), COUNT_MAX);
            for (int i = 1; i < entries.size(); i++) {
                requireOrder(entries.get(i - 1).name(), entries.get(i).name());
            }
        }
    }

    /** Parts, each of which may be of either kind. */
    record Inner(List<Part> parts) implements Tree {
        public static final int COUNT_MAX = 4_096;

        public Inner {
            parts = List.copyOf(parts);
            requireCount(parts.size(), COUNT_MAX);
            for (int i = 1; i < parts.size(); i++) {
                requireOrder(parts.get(i - 1).last(), parts.get(i).last());
            }
        }
    }

    /**
     * A part of a large directory.
     *
     * @param last the last name in it
     */
    record Part(RawName last, ObjectId tree) {}

    private static void requireCount(int count, int countMax) {
        if (count == 0 || count > countMax) {
            throw new IllegalArgumentException("tree of %d entries".formatted(count));
        }
    }

    private static void requireOrder(RawName before, RawName after) {
        if (before.compareTo(after) >= 0) {
            throw new IllegalArgumentException(
                    "names out of order or twice: '%s', '%s'".formatted(before, after));
        }
    }
}
