package dev.holdfast.protocol.wire;

import dev.holdfast.model.Printable;
import dev.holdfast.protocol.message.MessageType;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Takes a stream apart into frames; nothing is allocated before its length is in order. */
final class FrameReader {
    /** What each side says first; the last digit is the version of the framing. */
    private static final byte[] GREETING = "HOLDFST1".getBytes(StandardCharsets.US_ASCII);

    /** Enough of a login banner to see what it is. */
    private static final int SHOWN_MAX = 200;

    /** Small frames come many at a time; the body of a large one goes past the buffer. */
    private static final int BUFFER_SIZE = 128 << 10;

    /** What a window lets through, asked before a body is read. */
    @FunctionalInterface
    interface Admission {
        void admit(MessageType type, int request, int size) throws ProtocolException;
    }

    private final BufferedInputStream in;
    private final Peer peer;
    private final byte[] header = new byte[Frame.HEADER_SIZE];

    FrameReader(InputStream in, Peer peer) {
        this.in = new BufferedInputStream(in, BUFFER_SIZE);
        this.peer = peer;
    }

    static byte[] greeting() {
        return GREETING.clone();
    }

    /**
     * Reads the peer's greeting.
     *
     * @throws ProtocolException if there is something else, with the beginning of it
     */
    void readGreeting() throws IOException {
        for (int i = 0; i < GREETING.length; i++) {
            int next = in.read();
            if (i == 0 && next < 0) {
                throw closed();
            }
            if (next != GREETING[i]) {
                throw new ProtocolException(
                        "%s does not speak holdfast's protocol, but says: %s"
                                .formatted(peer, Printable.of(readShown(i, next))));
            }
        }
    }

    /** What of the greeting was right, what was not, and as much as there is without waiting. */
    private byte[] readShown(int right, int wrong) throws IOException {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        shown.write(GREETING, 0, right);
        int last = wrong;
        while (last >= 0) {
            shown.write(last);
            boolean more = shown.size() < SHOWN_MAX && in.available() > 0;
            last = more ? in.read() : -1;
        }
        return shown.toByteArray();
    }

    /**
     * Reads the next frame.
     *
     * @throws PeerGoneException at the end of the stream
     * @throws ProtocolException if the frame is too long, of a type that the peer does not send, or
     *     not admitted
     */
    Frame read(Admission admission) throws IOException {
        int read = in.readNBytes(header, 0, header.length);
        if (read < header.length) {
            throw read == 0 ? closed() : cutOff();
        }
        ByteBuffer fields = ByteBuffer.wrap(header);
        int bodyLength = fields.getInt() - Frame.COUNTED_HEADER_SIZE;
        MessageType type = type(fields.get() & 0xff);
        int request = fields.getInt();
        if (bodyLength < type.bodyLengthMin() || bodyLength > type.bodyLengthMax()) {
            throw new ProtocolException(
                    "%s sent a %s of %d bytes, which may have %d to %d"
                            .formatted(
                                    peer,
                                    type.name().toLowerCase(Locale.ROOT),
                                    bodyLength,
                                    type.bodyLengthMin(),
                                    type.bodyLengthMax()));
        }
        if (type.isControl() && request != 0) {
            throw new ProtocolException("%s numbered what has no number".formatted(peer));
        }
        admission.admit(type, request, Frame.HEADER_SIZE + bodyLength);
        byte[] body = new byte[bodyLength];
        if (in.readNBytes(body, 0, bodyLength) < bodyLength) {
            throw cutOff();
        }
        return new Frame(type, request, body);
    }

    private MessageType type(int code) throws ProtocolException {
        MessageType type =
                MessageType.of(code)
                        .orElseThrow(() ->
                                new ProtocolException(
                                        "%s sent a frame of unknown type %#04x"
                                                .formatted(peer, code)));
        if (!peer.maySend(type.sender())) {
            throw new ProtocolException("%s sent what only its peer may: %s".formatted(peer, type));
        }
        return type;
    }

    private PeerGoneException closed() {
        return new PeerGoneException("%s closed the connection".formatted(peer), true);
    }

    private PeerGoneException cutOff() {
        return new PeerGoneException(
                "%s closed the connection in the middle of a frame".formatted(peer));
    }
}
