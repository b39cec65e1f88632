package dev.holdfast.protocol.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Two streams of bytes to and from a peer. The streams need no buffers of their own.
 *
 * <p>{@link #close} must end a read or a write that blocks in another thread, or a thread stays
 * until the program ends; over a process this means to end the process.
 */
public interface Transport extends Closeable {
    InputStream in();

    OutputStream out();

    /** What is at the other end, for people: {@code ssh holdfast@backup.example}. */
    String description();

    @Override
    void close() throws IOException;
}
