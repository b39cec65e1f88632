package dev.holdfast.client.assembly;

import dev.holdfast.client.cache.CachedEntry;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Metadata;

/**
 * What was read of an entry beside its content.
 *
 * @param whole whether all of it could be read
 */
public record Described(Metadata metadata, boolean whole) {
    /** What of an entry is so is looked at again in each run, and named again. */
    public CachedEntry cached(Entry entry) {
        return whole ? CachedEntry.of(entry) : CachedEntry.doubtful(entry);
    }
}
