package dev.holdfast.protocol.wire;

import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Message;
import dev.holdfast.protocol.message.MessageType;
import dev.holdfast.protocol.message.Request;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The server's end: takes requests and answers them. A client that breaks the rules ends the
 * connection, not the server. Any thread may take, any may answer.
 */
public final class ServerConnection implements Closeable {
    private final Link link;
    private final Limits limits;

    // Guarded by this: what was brought and not taken, what was asked and not answered.
    private final Queue<Frame> arrived = new ArrayDeque<>();
    private final TreeMap<Integer, MessageType> open = new TreeMap<>();
    private int lastRequest;
    private boolean closed;
    private @Nullable IOException failure;

    /**
     * A request to be answered, unless it is a put, under its number.
     *
     * @param id of the request on this connection
     */
    public record Incoming(int id, Request request) {}

    private ServerConnection(Link link, Limits limits) {
        this.link = link;
        this.limits = limits;
    }

    /**
     * Opens a connection: greets and waits for the client's greeting. Takes the transport over, and
     * closes it also when this fails.
     *
     * @param ticker nanoseconds since any moment, never back: {@code System::nanoTime}
     * @throws ProtocolException if something else than a client is there
     * @throws PeerGoneException if nothing is there
     */
    public static ServerConnection open(Transport transport, Limits limits, LongSupplier ticker)
            throws IOException {
        Link link = new Link(transport, limits, ticker, Peer.CLIENT);
        ServerConnection connection = new ServerConnection(link, limits);
        link.start(connection.new Receiver());
        return connection;
    }

    /**
     * Takes the next request, waiting for it. Its bytes are granted to the client again: whoever
     * takes, holds what it takes.
     *
     * @return null when the client closed the connection and all that it sent was taken, or when
     *     this end was closed
     * @throws ProtocolException if the client breaks the rules
     * @throws PeerGoneException if it fell silent or was cut off within a frame
     */
    public @Nullable Incoming next() throws IOException {
        Frame frame = take();
        if (frame == null) {
            return null;
        }
        link.dealtWith(frame.size());
        try {
            return new Incoming(frame.request(), (Request) frame.decode());
        } catch (ProtocolException wrong) {
            link.fail(wrong);
            throw wrong;
        }
    }

    private synchronized @Nullable Frame take() throws IOException {
        try {
            while (arrived.isEmpty() && failure == null) {
                wait();
            }
        } catch (InterruptedException interrupt) {
            throw Failures.interrupted();
        }
        if (closed) {
            return null;
        }
        if (failure instanceof PeerGoneException gone && gone.isOrderly()) {
            return arrived.poll();
        }
        if (failure != null) {
            throw Failures.again(failure);
        }
        return arrived.remove();
    }

    /**
     * Answers a request; waits while the client grants no credit. Several parts may answer a fetch
     * before {@link Answer.Done} does; fetches are answered one after another, in the order in
     * which they were asked.
     *
     * @param id of the request
     * @throws IllegalArgumentException if no such request is open, it has another kind of answer,
     *     or it is a fetch before its turn
     * @throws IOException if the connection has failed
     */
    public void answer(int id, Answer answer) throws IOException {
        settle(id, answer);
        byte[] body = MessageType.encode(answer);
        Frame frame = new Frame(MessageType.of(answer), id, body);
        link.outbox().send(frame.size(), () -> frame);
    }

    /** Before it is sent: a client may ask again as soon as it is answered. */
    private synchronized void settle(int id, Answer answer) throws IOException {
        if (failure != null) {
            throw Failures.again(failure);
        }
        MessageType asked = open.get(id);
        if (asked == null || !isAnswer(asked, answer)) {
            throw new IllegalArgumentException(
                    "%s does not answer request %d, %s"
                            .formatted(MessageType.of(answer), id, asked));
        }
        if (asked == MessageType.FETCH && open.headMap(id).containsValue(MessageType.FETCH)) {
            throw new IllegalArgumentException(
                    "fetch %d is answered before its turn".formatted(id));
        }
        if (!(answer instanceof Answer.Fetched)) {
            open.remove(id);
        }
    }

    private static boolean isAnswer(MessageType asked, Answer answer) {
        return switch (answer) {
            case Answer.Negative _ -> true;
            case Answer.Welcome _ -> asked == MessageType.GREET;
            case Answer.Begun _ -> asked == MessageType.BEGIN;
            case Answer.Lack _ -> asked == MessageType.HAVE;
            case Answer.Kept _ -> asked == MessageType.CHECKPOINT;
            case Answer.Missing _ -> asked == MessageType.CHECKPOINT || asked == MessageType.COMMIT;
            case Answer.Committed _ -> asked == MessageType.COMMIT;
            case Answer.Snapshots _ -> asked == MessageType.LIST;
            case Answer.Fetched _ -> asked == MessageType.FETCH;
            case Answer.Done _ ->
                    asked == MessageType.FETCH
                            || asked == MessageType.PING
                            || asked == MessageType.REPORT;
            case Answer.Enrolled _ -> asked == MessageType.ENROL;
        };
    }

    /** Says that an answer takes long; replaces what was to be said before and is not yet sent. */
    public void working(String what) {
        link.outbox().working(Message.cut(what));
    }

    /**
     * Ends the connection with a refusal or failure that answers no request: of the session as a
     * whole, or of a put.
     */
    public void end(Answer.Negative why) {
        noteClosed();
        link.close(Frame.of(0, why));
    }

    /**
     * Sends what waits to be sent and closes. A client that does not read is waited for as long as
     * one may be silent, or until this thread is interrupted.
     */
    @Override
    public void close() {
        noteClosed();
        link.close(null);
    }

    private synchronized void noteClosed() {
        closed = true;
    }

    /** What the reader does with requests. */
    private final class Receiver implements Link.End {
        @Override
        public void frame(Frame frame) throws ProtocolException {
            synchronized (ServerConnection.this) {
                if (frame.request() != lastRequest + 1) {
                    throw new ProtocolException(
                            "the client's request %s follows request %d"
                                    .formatted(
                                            Integer.toUnsignedString(frame.request()),
                                            lastRequest));
                }
                lastRequest = frame.request();
                if (frame.type() != MessageType.PUT) {
                    if (open.size() == limits.openMax()) {
                        throw new ProtocolException(
                                "the client has more than %d requests open"
                                        .formatted(limits.openMax()));
                    }
                    open.put(frame.request(), frame.type());
                }
                arrived.add(frame);
                ServerConnection.this.notifyAll();
            }
        }

        @Override
        public void working(String what) {
            throw new IllegalStateException("no client says that it works");
        }

        /** A client that asks nothing and only says that it is alive takes the place of others. */
        @Override
        public boolean isWaiting() {
            synchronized (ServerConnection.this) {
                return open.isEmpty() && arrived.isEmpty();
            }
        }

        @Override
        public void ended(IOException why) {
            synchronized (ServerConnection.this) {
                failure = why;
                ServerConnection.this.notifyAll();
            }
        }
    }
}
