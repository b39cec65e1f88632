package dev.holdfast.client.cache;

import dev.holdfast.model.Bytes;
import java.nio.ByteBuffer;

/**
 * The cache on disc. It is nobody's truth: whatever is odd about it makes it void.
 *
 * <pre>
 * magic "HFcache3", 16 random bytes that bind the blocks together
 * blocks   length(4), sealed block; the first is number 0
 * trailer  a sealed block of its own
 * footer   position of the trailer(8), magic
 * </pre>
 *
 * A block holds whole tokens: type(1), length of the body(4), body. A position is the block's
 * offset in the file, 24 bits to the left, plus the token's offset in the block.
 */
final class CacheFormat {
    static final Bytes MAGIC = Bytes.utf8("HFcache3");
    static final int BINDING_SIZE = 16;
    static final int HEADER_SIZE = MAGIC.length() + BINDING_SIZE;
    static final int FOOTER_SIZE = 8 + MAGIC.length();

    static final int TOKEN_HEADER_SIZE = 5;
    static final byte BEGIN = 1;
    static final byte LEAF = 2;
    static final byte END = 3;

    /** A block is sealed when it is this long. */
    static final int BLOCK_SIZE = 256 << 10;

    /**
     * The longest block: one token that is longer than a block, such as a file with many xattrs.
     */
    static final int BLOCK_SIZE_MAX = 16 << 20;

    /** The longest trailer, with all inodes and shared chunks that are counted. */
    static final int TRAILER_SIZE_MAX = 256 << 20;

    static final int POSITION_SHIFT = 24;

    private CacheFormat() {}

    /** What a sealed block is bound to: this cache, and its place in it. */
    static byte[] context(byte[] binding, long position) {
        return ByteBuffer.allocate(BINDING_SIZE + 8).put(binding).putLong(position).array();
    }
}
