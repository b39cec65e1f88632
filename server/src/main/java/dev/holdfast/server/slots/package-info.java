/**
 * How many sessions a server bears, and how long. Start at {@link
 * dev.holdfast.server.slots.SessionPolicy}.
 */
@NullMarked
package dev.holdfast.server.slots;

import org.jspecify.annotations.NullMarked;
