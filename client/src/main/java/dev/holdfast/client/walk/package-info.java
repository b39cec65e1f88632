/**
 * Finds out what is there and what has changed: walks file systems in lockstep with the last
 * snapshot. Start at {@link dev.holdfast.client.walk.Walk}.
 */
@NullMarked
package dev.holdfast.client.walk;

import org.jspecify.annotations.NullMarked;
