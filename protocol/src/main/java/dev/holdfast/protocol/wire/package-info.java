/**
 * Frames over a pair of streams, with credit in both directions, and the two ends of a connection.
 * Start at {@link dev.holdfast.protocol.wire.ClientConnection}; what both ends share is {@code
 * Link}.
 */
@NullMarked
package dev.holdfast.protocol.wire;

import org.jspecify.annotations.NullMarked;
