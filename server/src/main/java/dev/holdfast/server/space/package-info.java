/**
 * Decides when space must be made, how much, and which snapshots give it. Pure, but for the file
 * that remembers. Start at {@link dev.holdfast.server.space.SpacePlanner}.
 */
@NullMarked
package dev.holdfast.server.space;

import org.jspecify.annotations.NullMarked;
