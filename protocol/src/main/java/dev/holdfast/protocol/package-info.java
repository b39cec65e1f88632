/**
 * How client and server talk (docs/protocol.md). Start at {@link
 * dev.holdfast.protocol.message.Message}; connections are in {@code wire}.
 */
@NullMarked
package dev.holdfast.protocol;

import org.jspecify.annotations.NullMarked;
