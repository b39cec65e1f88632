package dev.holdfast.protocol.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Joins a client and a server in one process. */
public final class LocalTransport implements Transport {
    private final Pipe in;
    private final Pipe out;
    private final String description;

    private LocalTransport(Pipe in, Pipe out, String description) {
        this.in = in;
        this.out = out;
        this.description = description;
    }

    /** Two ends, each of which reads what the other writes. */
    public record Pair(LocalTransport client, LocalTransport server) {}

    /**
     * Makes two ends that are joined.
     *
     * @param description of what is served, for people
     */
    public static Pair pair(String description) {
        Pipe up = new Pipe();
        Pipe down = new Pipe();
        return new Pair(
                new LocalTransport(down, up, description),
                new LocalTransport(up, down, "a client in this process"));
    }

    @Override
    public InputStream in() {
        return in.source();
    }

    @Override
    public OutputStream out() {
        return out.sink();
    }

    @Override
    public String description() {
        return description;
    }

    /** The other end reads what was written, then the end of the stream; its writing fails. */
    @Override
    public void close() throws IOException {
        in.closeSource();
        out.closeSink();
    }
}
