package dev.holdfast.model.tree;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ObjectId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run of a file's content. */
public sealed interface Extent {
    /** In bytes, at least 1. */
    long length();

    /**
     * Of all together, in bytes.
     *
     * @throws IllegalArgumentException if that is more than any file has
     */
    static long lengthOf(List<Extent> extents) {
        long length = 0;
        for (Extent extent : extents) {
            length += extent.length();
            if (length < 0) {
                throw new IllegalArgumentException("extents of more than 2^63 bytes");
            }
        }
        return length;
    }

    /** Zeros that take no space. */
    record Hole(long length) implements Extent {
        public Hole {
            if (length <= 0) {
                throw new IllegalArgumentException("hole of %d bytes".formatted(length));
            }
        }
    }

    /**
     * Bytes of a chunk.
     *
     * @param offset within the chunk's plaintext
     * @param digest of the bytes, keyed ({@link #DIGEST_SIZE} bytes), when the chunk is shared by
     *     several files
     */
    record Slice(ObjectId chunk, long offset, long length, @Nullable Bytes digest)
            implements Extent {
        public static final int DIGEST_SIZE = 16;

        /** The largest chunk, in bytes of plaintext. */
        public static final int CHUNK_LENGTH_MAX = 4 << 20;

        public Slice {
            if (offset < 0
                    || length <= 0
                    || length > CHUNK_LENGTH_MAX
                    || offset > CHUNK_LENGTH_MAX - length) {
                throw new IllegalArgumentException(
                        "impossible slice: offset=%d length=%d".formatted(offset, length));
            }
            if (digest != null && digest.length() != DIGEST_SIZE) {
                throw new IllegalArgumentException(
                        "slice digest of %d bytes".formatted(digest.length()));
            }
        }
    }
}
