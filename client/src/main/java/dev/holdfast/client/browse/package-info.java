/** Looking at what a vault holds. Start at {@link dev.holdfast.client.browse.SnapshotChoice}. */
@NullMarked
package dev.holdfast.client.browse;

import org.jspecify.annotations.NullMarked;
