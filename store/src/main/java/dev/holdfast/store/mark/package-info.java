/**
 * Finds out what is reached, and by which snapshots: without a key, in one byte a record. Start at
 * {@link dev.holdfast.store.mark.Marking}.
 */
@NullMarked
package dev.holdfast.store.mark;

import org.jspecify.annotations.NullMarked;
