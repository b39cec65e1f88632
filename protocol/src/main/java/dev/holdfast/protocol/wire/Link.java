package dev.holdfast.protocol.wire;

import dev.holdfast.protocol.message.Control;
import dev.holdfast.protocol.message.MessageType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What both ends of a connection share: three threads, credit, and one way to end. The reader
 * thread reads and hands frames to its {@link End}, which must not block; the writer thread writes
 * what is in the {@link Outbox}; the watch thread notices silence. The threads are daemons: a
 * transport that cannot be interrupted does not keep a program from ending.
 */
final class Link {
    /** Small frames gather here; the body of a large one goes past it. */
    private static final int BUFFER_SIZE = 128 << 10;

    /** The watch looks so often within the shortest of its limits. */
    private static final int LOOKS = 4;

    /** What an end does with what arrives; called by the reader thread, must not block. */
    interface End {
        /** A frame that is no control frame. */
        void frame(Frame frame) throws IOException;

        /** The server says that it works. */
        void working(String what);

        /** Whether the end waits for something that only the peer can give. */
        boolean isWaiting();

        /** The last call: nothing arrives any more. */
        void ended(IOException why);
    }

    private final Transport transport;
    private final Limits limits;
    private final LongSupplier ticker;
    private final Peer peer;
    private final Outbox outbox;
    private final ReceiveWindow window;
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private final CountDownLatch greeted = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable End end;

    /** Ticks of the last byte received, the last frames sent, the last step forward. */
    private volatile long heard;

    private volatile long spoke;
    private volatile long stepped;

    /** What the writer met; the reader may yet read why. */
    private volatile @Nullable WriteFailure writeFailure;

    private record WriteFailure(IOException cause, long tick) {}

    Link(Transport transport, Limits limits, LongSupplier ticker, Peer peer) {
        this.transport = transport;
        this.limits = limits;
        this.ticker = ticker;
        this.peer = peer;
        this.outbox = new Outbox(limits);
        this.window = new ReceiveWindow(limits, peer);
        this.heard = ticker.getAsLong();
        this.spoke = heard;
        this.stepped = heard;
    }

    /** Starts the threads and waits for the peer's greeting. */
    void start(End newEnd) throws IOException {
        end = newEnd;
        String name = peer + " at " + transport.description();
        Thread.ofPlatform().daemon().name("read " + name).start(() -> readAll(newEnd));
        Thread.ofPlatform().daemon().name("write " + name).start(this::writeAll);
        Thread.ofPlatform().daemon().name("watch " + name).start(this::watchAll);
        try {
            greeted.await();
        } catch (InterruptedException interrupt) {
            fail(new IOException("interrupted before the greeting"));
            throw Failures.interrupted();
        }
        requireAlive();
    }

    void requireAlive() throws IOException {
        IOException why = failure.get();
        if (why != null) {
            throw Failures.again(why);
        }
    }

    Outbox outbox() {
        return outbox;
    }

    /** Notes that something that was waited for has happened. */
    void step() {
        stepped = ticker.getAsLong();
    }

    /** A received frame needs no room any more: its bytes are granted again. */
    void dealtWith(int size) {
        window.dealtWith(size).ifPresent(outbox::grant);
    }

    /** Sends what is queued and closes; waits for a peer that does not read as for a silent one. */
    void close(@Nullable Frame last) {
        outbox.seal(last);
        try {
            outbox.awaitWritten(limits.silence());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
        fail(new IOException("the connection is closed"));
    }

    /** Ends everything. Only the first failure counts. */
    void fail(IOException why) {
        if (!failure.compareAndSet(null, why)) {
            return;
        }
        outbox.fail(why);
        try {
            transport.close();
        } catch (IOException second) {
            why.addSuppressed(second);
        }
        if (end != null) {
            end.ended(why);
        }
        greeted.countDown();
        ended.countDown();
    }

    private void readAll(End receiver) {
        try {
            FrameReader reader = new FrameReader(new Heard(transport.in()), peer);
            reader.readGreeting();
            greeted.countDown();
            while (failure.get() == null) {
                receive(reader.read(this::admit), receiver);
            }
        } catch (IOException why) {
            fail(why);
        } catch (RuntimeException | Error bug) {
            fail(new IOException("cannot go on reading: " + bug, bug));
            throw bug;
        }
    }

    private void admit(MessageType type, int request, int size) throws ProtocolException {
        // The last word of a server that ends a connection needs no credit.
        boolean free = type.isControl() || (request == 0 && isNegative(type));
        if (!free && !window.use(size)) {
            throw new ProtocolException("%s sent more than it was granted".formatted(peer));
        }
    }

    private static boolean isNegative(MessageType type) {
        return type == MessageType.REFUSED || type == MessageType.FAILED;
    }

    private void receive(Frame frame, End receiver) throws IOException {
        if (!frame.type().isControl()) {
            step();
            receiver.frame(frame);
            return;
        }
        switch ((Control) frame.decode()) {
            case Control.Credit credit -> {
                step();
                outbox.credit(credit);
            }
            case Control.Alive() -> {
                // That it arrived is all that it says.
            }
            case Control.Working(String what) -> receiver.working(what);
        }
    }

    private void writeAll() {
        try {
            OutputStream out = new BufferedOutputStream(transport.out(), BUFFER_SIZE);
            out.write(FrameReader.greeting());
            out.flush();
            for (var batch = outbox.take(); !batch.isEmpty(); batch = outbox.take()) {
                spoke = ticker.getAsLong();
                for (Frame frame : batch) {
                    out.write(frame.header());
                    out.write(frame.body());
                }
                if (outbox.isIdle()) {
                    out.flush();
                }
            }
        } catch (IOException why) {
            // A peer that closes says why before: the reader may not have come to it yet.
            writeFailure = new WriteFailure(why, ticker.getAsLong());
            outbox.stopWriting();
        } catch (InterruptedException interrupt) {
            fail(new IOException("the writer was interrupted", interrupt));
        } catch (RuntimeException | Error bug) {
            fail(new IOException("cannot go on writing: " + bug, bug));
            throw bug;
        }
    }

    private void watchAll() {
        long pause = Math.max(1, limits.keepAlive().toMillis() / LOOKS);
        try {
            while (!ended.await(pause, TimeUnit.MILLISECONDS)) {
                watch();
            }
        } catch (InterruptedException interrupt) {
            fail(new IOException("the watch was interrupted", interrupt));
        }
    }

    /** One look at the ticker. */
    void watch() {
        long now = ticker.getAsLong();
        if (now - heard > limits.silence().toNanos()) {
            fail(
                    new PeerGoneException(
                            "%s sent nothing for %s".formatted(peer, shown(limits.silence()))));
        }
        if (now - spoke > limits.keepAlive().toNanos()) {
            outbox.alive();
        }
        watchSteps(now);
        WriteFailure met = writeFailure;
        if (met != null && now - met.tick() > limits.keepAlive().toNanos()) {
            fail(new IOException("cannot send to %s".formatted(peer), met.cause()));
        }
    }

    private void watchSteps(long now) {
        if (!outbox.isWaiting() && (end == null || !end.isWaiting())) {
            stepped = now;
        } else if (now - stepped > limits.patience().toNanos()) {
            fail(
                    new PeerGoneException(
                            "%s answered nothing for %s"
                                    .formatted(peer, shown(limits.patience()))));
        }
    }

    private static String shown(Duration duration) {
        return duration.toSeconds() > 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    /** Notes when bytes arrive: a large frame over a slow line is no silence. */
    private final class Heard extends InputStream {
        private final InputStream in;

        Heard(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            heard = ticker.getAsLong();
            return read;
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }
    }
}
