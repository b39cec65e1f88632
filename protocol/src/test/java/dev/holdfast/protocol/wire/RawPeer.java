package dev.holdfast.protocol.wire;

import dev.holdfast.protocol.message.Message;
import dev.holdfast.protocol.message.MessageType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A peer that says whatever it is told to, and grants nothing by itself. */
final class RawPeer implements AutoCloseable {
    private final Transport transport;
    private final FrameReader reader;

    RawPeer(Transport transport, Peer end) {
        this.transport = transport;
        this.reader = new FrameReader(transport.in(), end);
    }

    /** Stands where the server should. */
    static RawPeer server(LocalTransport.Pair pair) {
        return new RawPeer(pair.server(), Peer.CLIENT);
    }

    /** Stands where the client should. */
    static RawPeer client(LocalTransport.Pair pair) {
        return new RawPeer(pair.client(), Peer.SERVER);
    }

    RawPeer greet() throws IOException {
        return say("HOLDFST1");
    }

    RawPeer say(String ascii) throws IOException {
        return raw(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawPeer raw(byte... bytes) throws IOException {
        transport.out().write(bytes);
        return this;
    }

    /** A header whose length may lie. */
    RawPeer header(int length, int type, int request) throws IOException {
        return raw(header(9, length, type, request).array());
    }

    /** All at once: whoever refuses the header hangs up, and would not let the body follow. */
    RawPeer frame(int type, int request, byte... body) throws IOException {
        return raw(header(9 + body.length, 5 + body.length, type, request).put(body).array());
    }

    private static ByteBuffer header(int size, int length, int type, int request) {
        return ByteBuffer.allocate(size).putInt(length).put((byte) type).putInt(request);
    }

    RawPeer send(int request, Message message) throws IOException {
        return frame(MessageType.of(message).code(), request, MessageType.encode(message));
    }

    void readGreeting() throws IOException {
        reader.readGreeting();
    }

    /** The next frame of any kind. */
    Frame read() throws IOException {
        return reader.read((_, _, _) -> {});
    }

    @Override
    public void close() throws IOException {
        transport.close();
    }
}
