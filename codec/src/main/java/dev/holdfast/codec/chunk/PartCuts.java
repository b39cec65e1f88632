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

    /** In bytes: a part that is longer ends. */
    public static final int LENGTH_FULL = 256 << 10;

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
     * @param length of its elements, in bytes, with {@link ObjectId#SIZE} for each reference
     */
    public record Part(int level, int count, long length) {
        public Part {
            if (level < 0 || level > 255 || count < 1 || length < 1) {
                throw new IllegalArgumentException(
                        "impossible part: level=%d count=%d length=%d"
                                .formatted(level, count, length));
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
                || part.length() > LENGTH_FULL
                || (part.count() >= COUNT_MIN && isChosen(part.level(), last));
    }

    /** One in 256. */
    private boolean isChosen(int level, byte[] last) {
        Mac mac = hmac.begin();
        mac.update((byte) level);
        return mac.doFinal(last)[0] == 0;
    }
}
