package dev.holdfast.client.cache;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads tokens one after another, with a look at the next one. */
public final class CacheCursor {
    private final CacheFile file;
    private long blockAt;
    private int startOffset;
    private @Nullable ByteBuffer block;
    private @Nullable CacheToken ahead;

    CacheCursor(CacheFile file, long blockAt, int startOffset) {
        this.file = file;
        this.blockAt = blockAt;
        this.startOffset = startOffset;
    }

    /**
     * The next token, which stays next.
     *
     * @throws DamagedCacheException if the cache is void
     */
    public CacheToken peek() throws IOException {
        CacheToken token = ahead;
        if (token == null) {
            token = readIntact();
            ahead = token;
        }
        return token;
    }

    public CacheToken next() throws IOException {
        CacheToken token = peek();
        ahead = null;
        return token;
    }

    /** Passes over what comes next: a leaf, or a directory with all that is in it. */
    public void skip() throws IOException {
        int depth = 0;
        do {
            depth +=
                    switch (next()) {
                        case CacheToken.Begin _ -> 1;
                        case CacheToken.Leaf _ -> 0;
                        case CacheToken.End _ -> -1;
                    };
        } while (depth > 0);
    }

    private CacheToken readIntact() throws IOException {
        try {
            return read();
        } catch (IOException damaged) {
            throw new DamagedCacheException(damaged);
        }
    }

    private CacheToken read() throws IOException {
        ByteBuffer bytes = current();
        long at = (blockAt << CacheFormat.POSITION_SHIFT) | bytes.position();
        byte type = bytes.get();
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new MalformedException("cache token of %d bytes".formatted(length));
        }
        byte[] body = new byte[length];
        bytes.get(body);
        return switch (type) {
            case CacheFormat.BEGIN -> new CacheToken.Begin(CachedEntry.parse(body), at);
            case CacheFormat.LEAF -> new CacheToken.Leaf(CachedEntry.parse(body));
            case CacheFormat.END -> new CacheToken.End(length == 0 ? null : ObjectId.of(body));
            default -> throw new MalformedException("unknown cache token " + type);
        };
    }

    private ByteBuffer current() throws IOException {
        ByteBuffer bytes = block;
        if (bytes == null) {
            bytes = ByteBuffer.wrap(file.block(blockAt)).position(startOffset);
        } else if (!bytes.hasRemaining()) {
            blockAt = file.next(blockAt);
            bytes = ByteBuffer.wrap(file.block(blockAt));
        }
        if (bytes.remaining() < CacheFormat.TOKEN_HEADER_SIZE) {
            throw new MalformedException("cache block of %d bytes".formatted(bytes.remaining()));
        }
        block = bytes;
        return bytes;
    }
}
