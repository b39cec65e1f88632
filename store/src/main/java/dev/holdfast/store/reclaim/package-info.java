/**
 * Gives the room back of what no snapshot reaches, on a full disc too: first what that would come
 * to, exactly, then the doing. Start at {@link dev.holdfast.store.reclaim.Reclaim}.
 */
@NullMarked
package dev.holdfast.store.reclaim;

import org.jspecify.annotations.NullMarked;
