/**
 * What client and server say to each other, each message with one encoding (docs/protocol.md,
 * "Messages"). Start at {@link dev.holdfast.protocol.message.Message}.
 */
@NullMarked
package dev.holdfast.protocol.message;

import org.jspecify.annotations.NullMarked;
