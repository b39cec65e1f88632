package dev.holdfast.server.session;

import dev.holdfast.protocol.wire.ServerConnection;
import dev.holdfast.protocol.wire.Transport;
import dev.holdfast.server.session.Transcript.Comer;
import dev.holdfast.server.session.Transcript.Frame;
import dev.holdfast.server.session.Transcript.Meeting;
import dev.holdfast.server.session.Transcript.Said;
import dev.holdfast.server.session.Transcript.Speaker;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Has today's client meet today's server, and writes down what both say. */
final class Recorder {
    private final Function<Comer, Function<ServerConnection, Session>> server;
    private final List<Meeting> meetings = new ArrayList<>();

    /** What a client does while it is connected; asks one thing after another. */
    @FunctionalInterface
    interface Talk {
        void with(Peer server) throws IOException;
    }

    /**
     * @param server who serves whom
     */
    Recorder(Function<Comer, Function<ServerConnection, Session>> server) {
        this.server = server;
    }

    void meet(Comer comer, Talk talk) throws IOException {
        record(comer, (peer, _) -> talk.with(peer));
    }

    /** The same; the server ends it with its last word. */
    void meetToTheEnd(Comer comer, Talk talk) throws IOException {
        record(
                comer,
                (peer, tap) -> {
                    talk.with(peer);
                    tap.awaitClosed();
                });
    }

    private interface Tapped {
        void with(Peer server, Tap tap) throws IOException;
    }

    private void record(Comer comer, Tapped talk) throws IOException {
        Tap[] tap = new Tap[1];
        UnaryOperator<Transport> listen =
                line -> {
                    tap[0] = new Tap(line);
                    return tap[0];
                };
        try (Peer peer = Peer.meet(server.apply(comer), listen)) {
            talk.with(peer, tap[0]);
        }
        meetings.add(tap[0].meeting(comer));
    }

    Transcript transcript() {
        return new Transcript(meetings);
    }

    /** The client's end of a line on which somebody listens. */
    private static final class Tap implements Transport {
        private final Transport line;
        private final ByteArrayOutputStream toServer = new ByteArrayOutputStream();
        private final ByteArrayOutputStream toClient = new ByteArrayOutputStream();
        private final CountDownLatch closed = new CountDownLatch(1);

        Tap(Transport line) {
            this.line = line;
        }

        @Override
        public InputStream in() {
            return new FilterInputStream(line.in()) {
                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    int count = super.read(bytes, offset, length);
                    toClient.write(bytes, offset, Math.max(count, 0));
                    return count;
                }
            };
        }

        @Override
        public OutputStream out() {
            return new FilterOutputStream(line.out()) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    toServer.write(bytes, offset, length);
                    out.write(bytes, offset, length);
                }
            };
        }

        @Override
        public String description() {
            return line.description();
        }

        @Override
        public void close() throws IOException {
            line.close();
            closed.countDown();
        }

        /** Until the client has heard why it is over. */
        void awaitClosed() {
            try {
                closed.await();
            } catch (InterruptedException interrupt) {
                throw new AssertionError(interrupt);
            }
        }

        /** Answers stand behind what they answer, and a last word at the end. */
        Meeting meeting(Comer comer) {
            List<Frame> asked = frames(toServer);
            List<Frame> answered = frames(toClient);
            List<Said> said = new ArrayList<>();
            for (Frame request : asked) {
                said.add(new Said(Speaker.CLIENT, request));
                answered.stream()
                        .filter(answer -> answer.request() == request.request())
                        .filter(answer -> answer.isGreeting() == request.isGreeting())
                        .forEach(answer -> said.add(new Said(Speaker.SERVER, answer)));
            }
            answered.stream()
                    .filter(answer -> answer.request() == 0 && !answer.isGreeting())
                    .forEach(answer -> said.add(new Said(Speaker.SERVER, answer)));
            return new Meeting(comer, said);
        }

        private static List<Frame> frames(ByteArrayOutputStream bytes) {
            List<Frame> frames = new ArrayList<>();
            ByteBuffer rest = ByteBuffer.wrap(bytes.toByteArray());
            while (rest.hasRemaining()) {
                Frame frame = Frame.next(rest);
                if (!frame.isControl()) {
                    frames.add(frame);
                }
            }
            return frames;
        }
    }
}
