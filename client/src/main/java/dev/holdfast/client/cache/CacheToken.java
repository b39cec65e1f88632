package dev.holdfast.client.cache;

import dev.holdfast.model.ObjectId;
import org.jspecify.annotations.Nullable;

/** The last snapshot as a sequence: what a walk in the order of names would meet. */
public sealed interface CacheToken {
    /**
     * A directory begins: its entries follow, up to its {@link End}. Its own entry has no tree yet.
     *
     * @param at where this token lies, for {@link CacheFile#cursor(long)}
     */
    record Begin(CachedEntry entry, long at) implements CacheToken {}

    /** Anything but a directory. */
    record Leaf(CachedEntry entry) implements CacheToken {}

    /** The directory is over. */
    record End(@Nullable ObjectId tree) implements CacheToken {}
}
