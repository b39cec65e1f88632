package dev.holdfast.model.tree;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ObjectId;
import java.util.List;

/** A sequence of bytes: here, in chunks, or in chunks that a list names. */
public sealed interface Content {
    Content EMPTY = new Inline(Bytes.EMPTY);

    /** In bytes. */
    long length();

    /** The bytes themselves, when that is shorter than naming them. */
    record Inline(Bytes bytes) implements Content {
        /** A slice of a chunk costs about this much. */
        public static final int LENGTH_MAX = 64;

        public Inline {
            if (bytes.length() > LENGTH_MAX) {
                throw new IllegalArgumentException(
                        "%d bytes are too many inline".formatted(bytes.length()));
            }
        }

        @Override
        public long length() {
            return bytes.length();
        }
    }

    /** A few extents, in order. */
    record Extents(List<Extent> extents) implements Content {
        /** More go into a {@link Listed}. */
        public static final int COUNT_MAX = 64;

        public Extents {
            extents = List.copyOf(extents);
            if (extents.isEmpty() || extents.size() > COUNT_MAX) {
                throw new IllegalArgumentException(
                        "%d extents in an entry".formatted(extents.size()));
            }
            Extent.lengthOf(extents); // refuses what no file can have
        }

        @Override
        public long length() {
            return Extent.lengthOf(extents);
        }
    }

    /** Many extents, in a list object. */
    record Listed(long length, ObjectId list) implements Content {
        public Listed {
            if (length <= 0) {
                throw new IllegalArgumentException("list of %d bytes".formatted(length));
            }
        }
    }
}
