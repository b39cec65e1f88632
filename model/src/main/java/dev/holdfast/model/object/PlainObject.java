package dev.holdfast.model.object;

import dev.holdfast.model.Kind;
import dev.holdfast.model.ObjectId;
import java.util.List;

/**
 * An object before it is sealed. The array is not copied: whoever makes one gives it away.
 *
 * @param references what the bytes refer to, by index, each once, in the order of first use
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy of every chunk would cost
public record PlainObject(Kind kind, List<ObjectId> references, byte[] bytes) {
    /** The largest plaintext, in bytes: a chunk's; lists, trees and roots obey it too. */
    public static final int LENGTH_MAX = 4 << 20;

    public static final int REFERENCES_MAX = 16_384;

    public PlainObject {
        references = List.copyOf(references);
        if (bytes.length > LENGTH_MAX || references.size() > REFERENCES_MAX) {
            throw new IllegalArgumentException(
                    "%s of %d bytes with %d references is too large"
                            .formatted(kind, bytes.length, references.size()));
        }
        if (kind == Kind.CHUNK && !references.isEmpty()) {
            throw new IllegalArgumentException("a chunk refers to nothing");
        }
    }
}
