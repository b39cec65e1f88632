package dev.holdfast.store.mark;

/**
 * What a record's mark becomes when it is reached once more. Marks are unsigned bytes, and 0 is
 * that of a record that nothing reaches. Joining never depends on the order.
 */
public enum Join {
    /** The higher of both: when a record goes that several snapshots reach, in a given order. */
    HIGHEST {
        @Override
        byte join(byte old, byte more) {
            return Byte.compareUnsigned(old, more) >= 0 ? old : more;
        }
    },

    /** The one, as long as it is the only one, or {@link Join#SEVERAL}. */
    ONLY {
        @Override
        byte join(byte old, byte more) {
            return old == 0 || old == more ? more : more == 0 ? old : SEVERAL;
        }
    };

    /** The mark of what is reached by several that count as different. */
    public static final byte SEVERAL = (byte) 255;

    abstract byte join(byte old, byte more);
}
