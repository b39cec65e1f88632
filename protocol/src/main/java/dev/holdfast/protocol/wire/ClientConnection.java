package dev.holdfast.protocol.wire;

import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Message;
import dev.holdfast.protocol.message.MessageType;
import dev.holdfast.protocol.message.Request;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The client's end. Any number of threads may send, and many requests may be open. Everything fails
 * with the same reason once the connection has failed:
 *
 * <ul>
 *   <li>{@link PeerGoneException} if the server closed it or fell silent;
 *   <li>{@link ProtocolException} if the server said what no server says;
 *   <li>{@link RefusedException} if the server ended it with a refusal;
 *   <li>{@link IOException} if the server ended it with a failure, or sending failed.
 * </ul>
 */
public final class ClientConnection implements Closeable {
    private final Link link;
    private final Consumer<String> working;
    private final Semaphore mayOpen;

    // Guarded by this: what was asked and not answered.
    private final Map<Integer, Pending> open = new HashMap<>();
    private final Deque<Integer> fetches = new ArrayDeque<>();
    private int lastRequest;

    /** Where an answer goes. */
    private sealed interface Pending {
        void fail(IOException why);
    }

    private record Asked<A extends Answer>(
            Request.Question<A> question, CompletableFuture<A> future) implements Pending {
        /** Whether the answer is one to this question. */
        boolean accepts(Answer answer) {
            return question.answerType().isInstance(answer)
                    && switch (question) {
                        case Request.Have(var ids) -> ((Answer.Lack) answer).isFor(ids.size());
                        case Request.Report _, Request.Ping _ ->
                                ((Answer.Done) answer).absent().isEmpty();
                        case Request.Greet _,
                                Request.Begin _,
                                Request.Checkpoint _,
                                Request.Commit _,
                                Request.ListSnapshots _,
                                Request.Enrol _ ->
                                true;
                    };
        }

        void complete(Answer answer) {
            future.complete(question.answerType().cast(answer));
        }

        @Override
        public void fail(IOException why) {
            future.completeExceptionally(Failures.again(why));
        }
    }

    private record Fetching(Download download) implements Pending {
        @Override
        public void fail(IOException why) {
            download.fail(why);
        }
    }

    private ClientConnection(Link link, Limits limits, Consumer<String> working) {
        this.link = link;
        this.working = working;
        this.mayOpen = new Semaphore(limits.openMax(), true);
    }

    /**
     * Opens a connection: greets and waits for the server's greeting. Takes the transport over, and
     * closes it also when this fails.
     *
     * @param ticker nanoseconds since any moment, never back: {@code System::nanoTime}
     * @param working is told what the server works on, unescaped, by the thread that reads: it must
     *     not block and not use the connection
     * @throws ProtocolException if something else than a server is there, with what it says
     * @throws PeerGoneException if nothing is there
     */
    public static ClientConnection open(
            Transport transport, Limits limits, LongSupplier ticker, Consumer<String> working)
            throws IOException {
        Link link = new Link(transport, limits, ticker, Peer.SERVER);
        ClientConnection connection = new ClientConnection(link, limits, working);
        link.start(connection.new Receiver());
        return connection;
    }

    /**
     * Asks, and does not wait for the answer; waits while too many requests are open or there is no
     * credit.
     *
     * @return completes with the answer, or exceptionally with a {@link RefusedException} or
     *     another {@link IOException}. It is completed by the thread that reads: what depends on it
     *     must not block, or be run by another executor
     * @throws IOException if the connection has failed
     */
    public <A extends Answer> CompletableFuture<A> send(Request.Question<A> question)
            throws IOException {
        CompletableFuture<A> future = new CompletableFuture<>();
        open(question, new Asked<>(question, future));
        return future;
    }

    /** Asks and waits for the answer. */
    public <A extends Answer> A ask(Request.Question<A> question) throws IOException {
        return await(send(question));
    }

    /**
     * Waits for an answer that was sent for.
     *
     * @throws RefusedException if the server will not
     * @throws IOException if the server fails, or the connection does
     */
    public static <A extends Answer> A await(CompletableFuture<A> sent) throws IOException {
        try {
            return sent.get();
        } catch (InterruptedException interrupt) {
            throw Failures.interrupted();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException why) {
                throw Failures.again(why);
            }
            throw new IllegalStateException(failed);
        }
    }

    /**
     * Sends a record; waits while there is no credit. It is not answered: when it cannot be kept,
     * the server ends the connection.
     */
    public void put(SealedRecord record) throws IOException {
        sendFrame(new Request.Put(record), null);
    }

    /** Asks for objects. See {@link Download} for how to take them. */
    public Download fetch(Request.Fetch fetch) throws IOException {
        Download download = new Download(link, fetch);
        open(fetch, new Fetching(download));
        return download;
    }

    private void open(Request request, Pending pending) throws IOException {
        try {
            mayOpen.acquire();
        } catch (InterruptedException interrupt) {
            throw Failures.interrupted();
        }
        boolean sent = false;
        try {
            sendFrame(request, pending);
            sent = true;
        } finally {
            if (!sent) {
                mayOpen.release();
            }
        }
    }

    private void sendFrame(Request request, @Nullable Pending pending) throws IOException {
        MessageType type = MessageType.of(request);
        byte[] body = MessageType.encode(request);
        // Numbered when its turn has come: requests are numbered in the order in which they go.
        link.outbox()
                .send(
                        Frame.HEADER_SIZE + body.length,
                        () -> new Frame(type, number(pending), body));
    }

    private synchronized int number(@Nullable Pending pending) {
        if (lastRequest == Integer.MAX_VALUE) {
            throw new IllegalStateException("no numbers are left on this connection");
        }
        lastRequest++;
        // INVARIANT: the outbox fails before this end does, so nothing comes in here after that.
        if (pending != null) {
            if (open.isEmpty()) {
                link.step();
            }
            open.put(lastRequest, pending);
            if (pending instanceof Fetching) {
                fetches.add(lastRequest);
            }
        }
        return lastRequest;
    }

    /**
     * Sends what waits to be sent and closes. What is not answered fails. A server that does not
     * read is waited for as long as one may be silent, or until this thread is interrupted.
     */
    @Override
    public void close() {
        link.close(null);
    }

    /** What the reader does with answers. */
    private final class Receiver implements Link.End {
        @Override
        public void frame(Frame frame) throws IOException {
            if (frame.request() == 0) {
                throw lastWord(frame);
            }
            Pending pending = pending(frame);
            if (!isPart(frame)) {
                mayOpen.release();
            }
            try {
                switch (pending) {
                    case Asked<?> asked -> answer(asked, frame);
                    case Fetching(Download download) -> download.bring(frame);
                }
            } catch (ProtocolException wrong) {
                pending.fail(wrong);
                throw wrong;
            }
        }

        private static boolean isPart(Frame frame) {
            return frame.type() == MessageType.WRAPS || frame.type() == MessageType.OBJECT;
        }

        private IOException lastWord(Frame frame) throws ProtocolException {
            return frame.decode() instanceof Answer.Negative negative
                    ? Failures.of(negative)
                    : new ProtocolException("the server answered nothing with " + frame.type());
        }

        /** Finds who waits, for the last time unless more of a fetch will come. */
        private Pending pending(Frame frame) throws ProtocolException {
            synchronized (ClientConnection.this) {
                int request = frame.request();
                Pending pending = open.get(request);
                if (pending == null) {
                    throw new ProtocolException(
                            "the server answered request %s, which is not open"
                                    .formatted(Integer.toUnsignedString(request)));
                }
                if (pending instanceof Fetching && !fetches.getFirst().equals(request)) {
                    throw new ProtocolException("the server answered a fetch before its turn");
                }
                if (!isPart(frame)) {
                    open.remove(request);
                    fetches.remove(request);
                }
                return pending;
            }
        }

        private void answer(Asked<?> asked, Frame frame) throws ProtocolException {
            Message message = frame.decode();
            link.dealtWith(frame.size());
            if (message instanceof Answer.Negative negative) {
                asked.fail(Failures.of(negative));
            } else if (message instanceof Answer answer && asked.accepts(answer)) {
                asked.complete(answer);
            } else {
                throw new ProtocolException(
                        "the server answered %s with %s that is none to it"
                                .formatted(MessageType.of(asked.question()), frame.type()));
            }
        }

        @Override
        public void working(String what) {
            working.accept(what);
        }

        @Override
        public boolean isWaiting() {
            synchronized (ClientConnection.this) {
                return !open.isEmpty();
            }
        }

        @Override
        public void ended(IOException why) {
            List<Pending> unanswered;
            synchronized (ClientConnection.this) {
                unanswered = List.copyOf(open.values());
                open.clear();
                fetches.clear();
            }
            for (Pending pending : unanswered) {
                pending.fail(why);
                mayOpen.release();
            }
        }
    }
}
