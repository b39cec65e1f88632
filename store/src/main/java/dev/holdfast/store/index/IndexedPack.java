package dev.holdfast.store.index;

import dev.holdfast.model.PackId;
import dev.holdfast.store.pack.PackKind;

/**
 * A pack as a segment lists it.
 *
 * @param records that the segment has of it
 */
record IndexedPack(PackId id, PackKind kind, int records) {
    /** In bytes, on disc. */
    static final int SIZE = PackId.SIZE + 1 + 3 + 4;
}
