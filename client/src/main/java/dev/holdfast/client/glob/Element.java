package dev.holdfast.client.glob;

import java.util.BitSet;

/** What stands at one place of a pattern. */
sealed interface Element {
    /** One byte out of a set. */
    record One(BitSet bytes) implements Element {
        static One of(int single) {
            BitSet bytes = new BitSet();
            bytes.set(single);
            return new One(bytes);
        }
    }

    /** Any number of bytes. */
    enum Run implements Element {
        /** No slash among them. */
        WITHIN_NAME,
        ACROSS_NAMES
    }
}
