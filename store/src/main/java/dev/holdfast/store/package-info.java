/**
 * A vault on disc: sealed records in packs, an index of them, and snapshots. Start at {@link
 * dev.holdfast.store.vault.Vault}; everything else is how it is done.
 */
@NullMarked
package dev.holdfast.store;

import org.jspecify.annotations.NullMarked;
