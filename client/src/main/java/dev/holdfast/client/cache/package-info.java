/**
 * The flat cache of the last snapshot, in walk order: what lets a run compare a file system with it
 * without asking the vault. Sealed, bounded, and made anew whenever it does not fit. Start at
 * {@link dev.holdfast.client.cache.CacheFile}.
 */
@NullMarked
package dev.holdfast.client.cache;

import org.jspecify.annotations.NullMarked;
