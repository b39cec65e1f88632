package dev.holdfast.client.walk;

import dev.holdfast.client.assembly.Assembly;
import dev.holdfast.client.cache.CacheCursor;
import dev.holdfast.client.cache.CacheToken;
import dev.holdfast.client.cache.CachedEntry;
import dev.holdfast.client.progress.BackupProgress;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a directory of the last snapshot beside the same one of today, both in the order of
 * names. Without a last snapshot there is never a match.
 */
final class Lockstep {
    private final @Nullable CacheCursor cursor;
    private final Assembly assembly;
    private final BackupProgress progress;

    /**
     * @param cursor behind the beginning of the directory; null when there is nothing to compare
     */
    Lockstep(@Nullable CacheCursor cursor, Assembly assembly, BackupProgress progress) {
        this.cursor = cursor;
        this.assembly = assembly;
        this.progress = progress;
    }

    /** What the directory had under a name; all before it that was not taken is gone. */
    @Nullable CachedEntry match(RawName name) throws IOException {
        if (cursor == null) {
            return null;
        }
        while (true) {
            CachedEntry next = entry(cursor.peek());
            if (next == null || next.name().compareTo(name) > 0) {
                return null;
            }
            if (next.name().equals(name)) {
                return next;
            }
            skipDeleted(cursor);
        }
    }

    private void skipDeleted(CacheCursor behind) throws IOException {
        behind.skip();
        assembly.differs();
        progress.deleted();
    }

    /** The match was dealt with. */
    void pass(@Nullable CachedEntry match) throws IOException {
        if (cursor != null && match != null) {
            cursor.skip();
        }
    }

    /** The match is no more. */
    void gone(@Nullable CachedEntry match) throws IOException {
        if (match != null) {
            pass(match);
            assembly.differs();
        }
    }

    /** Goes into the match, a directory: what comes next on the cursor is its first entry. */
    @Nullable CacheCursor enter() throws IOException {
        if (cursor != null) {
            cursor.next();
        }
        return cursor;
    }

    /** The directory's tree, after its last entry. */
    @Nullable ObjectId end() throws IOException {
        if (cursor == null) {
            return null;
        }
        while (entry(cursor.peek()) != null) {
            skipDeleted(cursor);
        }
        return switch (cursor.next()) {
            case CacheToken.End(var tree) -> tree;
            case CacheToken.Begin _, CacheToken.Leaf _ ->
                    throw new MalformedException("the cache is out of step");
        };
    }

    private static @Nullable CachedEntry entry(CacheToken token) {
        return switch (token) {
            case CacheToken.Begin(CachedEntry entry, long _) -> entry;
            case CacheToken.Leaf(CachedEntry entry) -> entry;
            case CacheToken.End _ -> null;
        };
    }
}
