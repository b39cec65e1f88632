package dev.holdfast.codec.chunk;

import dev.holdfast.codec.derive.Hmac;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Decides where the parts of large directories and of long lists end: after names and chunks that a
 * keyed hash chooses, so that one change makes one small part anew (docs/format.md, "Tree" and
 * "List"). Safe for many threads.
 */
public final class PartCuts {
    /** Elements of a part that ends by choice. */
    public static final int COUNT_MIN = 64;

    /** Elements of any part. */
    public static final int COUNT_MAX = 1_024;

    /** In bytes: a part that weighs more ends. */
    public static final int WEIGHT_FULL = 256 << 10;

    /** The level is hashed as one byte. */
    private static final int LEVEL_MAX = 255;

    private final Hmac hmac;

    /**
     * @param key the vault's part key
     */
    public PartCuts(SecretKey key) {
        this.hmac = new Hmac(key);
    }

    /**
     * A part so far.
     *
     * @param level 0 for entries and extents, one more for each level of parts above them
     * @param count of its elements
     * @param weight of its entries, in bytes, as docs/format.md, "Tree", has it; 0 for other
     *     elements
     */
    public record Part(int level, int count, long weight) {
        public Part {
            if (level < 0 || level > LEVEL_MAX || count < 1 || weight < 0) {
                throw new IllegalArgumentException(
                        "impossible part: level=%d count=%d weight=%d"
                                .formatted(level, count, weight));
            }
        }
    }

    /**
     * @param last the last name in the part
     */
    public boolean endsAfter(Part part, RawName last) {
        return endsAfter(part, last.toArray());
    }

    /**
     * Not to be asked after a hole: nothing ends there.
     *
     * @param last the last chunk in the part
     */
    public boolean endsAfter(Part part, ObjectId last) {
        return endsAfter(part, last.toArray());
    }

    private boolean endsAfter(Part part, byte[] last) {
        return part.count() >= COUNT_MAX
                || part.weight() > WEIGHT_FULL
                || (part.count() >= COUNT_MIN && isChosen(part.level(), last));
    }

    /** One in 256. */
    private boolean isChosen(int level, byte[] last) {
        Mac mac = hmac.begin();
        mac.update((byte) level);
        return mac.doFinal(last)[0] == 0;
    }
}
