package dev.holdfast.protocol.wire;

import dev.holdfast.model.MalformedException;
import dev.holdfast.protocol.message.Message;
import dev.holdfast.protocol.message.MessageType;
import java.nio.ByteBuffer;

/**
 * A message on its way (docs/protocol.md, "Frames"). The body is not copied.
 *
 * @param request the number of the request that this is or answers, or 0
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy of every record would cost
record Frame(MessageType type, int request, byte[] body) {
    /** Length, type and request id. */
    static final int HEADER_SIZE = 4 + 1 + 4;

    /** The part of the header that the length counts. */
    static final int COUNTED_HEADER_SIZE = 1 + 4;

    static Frame of(int request, Message message) {
        return new Frame(MessageType.of(message), request, MessageType.encode(message));
    }

    /** Size in bytes on the wire: what it costs in credit. */
    int size() {
        return HEADER_SIZE + body.length;
    }

    byte[] header() {
        return ByteBuffer.allocate(HEADER_SIZE)
                .putInt(COUNTED_HEADER_SIZE + body.length)
                .put((byte) type.code())
                .putInt(request)
                .array();
    }

    Message decode() throws ProtocolException {
        try {
            return type.decode(body);
        } catch (MalformedException malformed) {
            throw Failures.malformed(type, malformed);
        }
    }
}
