package dev.holdfast.model.tree;

import dev.holdfast.model.ObjectId;
import java.util.List;

/** The extents of a large file, or of a part of it. */
public sealed interface ExtentList {
    int COUNT_MAX = 4_096;

    /** In bytes of content. */
    long length();

    /** The extents themselves. */
    record Leaf(List<Extent> extents) implements ExtentList {
        public Leaf {
            extents = List.copyOf(extents);
            requireCount(extents.size());
            Extent.lengthOf(extents); // refuses what no file can have
        }

        @Override
        public long length() {
            return Extent.lengthOf(extents);
        }
    }

    /** Parts, each of which may be of either kind. */
    record Inner(List<Part> parts) implements ExtentList {
        public Inner {
            parts = List.copyOf(parts);
            requireCount(parts.size());
            for (int i = 1; i < parts.size(); i++) {
                if (parts.get(i - 1).end() >= parts.get(i).end()) {
                    throw new IllegalArgumentException("list parts out of order");
                }
            }
        }

        @Override
        public long length() {
            return parts.getLast().end();
        }
    }

    /**
     * A part of a list.
     *
     * @param end cumulative: where in the content of this list the part ends, in bytes
     */
    record Part(long end, ObjectId list) {
        public Part {
            if (end <= 0) {
                throw new IllegalArgumentException("list part that ends at " + end);
            }
        }
    }

    private static void requireCount(int count) {
        if (count == 0 || count > COUNT_MAX) {
            throw new IllegalArgumentException("list of %d extents".formatted(count));
        }
    }
}
