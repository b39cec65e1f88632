package dev.holdfast.client.pace;

import dev.holdfast.protocol.wire.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.LocalTime;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Another transport that sends within a limit. What is written goes in parts of less than a second
 * each, so that the other end never takes the connection for dead.
 */
public final class PacedTransport implements Transport {
    /** Parts of a second. */
    private static final int PARTS = 4;

    private final Transport inner;
    private final OutputStream out;

    /**
     * What a limit goes by.
     *
     * @param time of the day
     * @param ticker nanoseconds since any moment
     */
    public record Clocks(Supplier<LocalTime> time, LongSupplier ticker) {}

    public PacedTransport(Transport inner, UploadLimit limit, Clocks clocks) {
        this.inner = inner;
        this.out = new Paced(inner.out(), limit, clocks);
    }

    @Override
    public InputStream in() {
        return inner.in();
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public String description() {
        return inner.description();
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }

    /** Used by one thread. */
    private static final class Paced extends OutputStream {
        private final OutputStream sink;
        private final UploadLimit limit;
        private final Clocks clocks;
        private final Pacer pacer;

        Paced(OutputStream sink, UploadLimit limit, Clocks clocks) {
            this.sink = sink;
            this.limit = limit;
            this.clocks = clocks;
            this.pacer = new Pacer(clocks.ticker().getAsLong());
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int sent = 0;
            while (sent < length) {
                int part = length - sent;
                OptionalLong rate = limit.at(clocks.time().get());
                if (rate.isPresent()) {
                    part = (int) Math.min(part, Math.max(1, rate.getAsLong() / PARTS));
                    pause(pacer.wait(part, rate.getAsLong(), clocks.ticker().getAsLong()));
                }
                sink.write(bytes, from + sent, part);
                sent += part;
            }
        }

        private static void pause(long nanos) throws IOException {
            try {
                Thread.sleep(Duration.ofNanos(nanos));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting to send");
            }
        }

        @Override
        public void flush() throws IOException {
            sink.flush();
        }

        @Override
        public void close() throws IOException {
            sink.close();
        }
    }
}
