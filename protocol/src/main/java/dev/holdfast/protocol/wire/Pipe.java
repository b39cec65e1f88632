package dev.holdfast.protocol.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A bounded stream of bytes from one thread to another; either end may close it. */
final class Pipe {
    /** As much as two threads pass on at a time without leaving the processor's cache. */
    private static final int SIZE = 256 << 10;

    private final byte[] ring = new byte[SIZE];

    // Guarded by this: all bytes ever written and read; both only grow.
    private long written;
    private long read;
    private boolean sinkClosed;
    private boolean sourceClosed;

    InputStream source() {
        return new Source();
    }

    OutputStream sink() {
        return new Sink();
    }

    synchronized void closeSink() {
        sinkClosed = true;
        notifyAll();
    }

    synchronized void closeSource() {
        sourceClosed = true;
        notifyAll();
    }

    private synchronized int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            while (written == read && !sinkClosed && !sourceClosed) {
                wait();
            }
        } catch (InterruptedException interrupt) {
            throw Failures.interrupted();
        }
        if (sourceClosed) {
            throw new IOException("pipe is closed");
        }
        if (written == read) {
            return -1;
        }
        int at = (int) (read % SIZE);
        int count = (int) Math.min(Math.min(length, written - read), SIZE - at);
        System.arraycopy(ring, at, bytes, offset, count);
        read += count;
        notifyAll();
        return count;
    }

    /** Writes some, at least one byte. */
    private synchronized int write(byte[] bytes, int offset, int length) throws IOException {
        try {
            while (written - read == SIZE && !sinkClosed && !sourceClosed) {
                wait();
            }
        } catch (InterruptedException interrupt) {
            throw Failures.interrupted();
        }
        if (sinkClosed || sourceClosed) {
            throw new IOException(sinkClosed ? "pipe is closed" : "the peer closed the pipe");
        }
        int at = (int) (written % SIZE);
        int count = (int) Math.min(Math.min(length, SIZE - (written - read)), SIZE - at);
        System.arraycopy(bytes, offset, ring, at, count);
        written += count;
        notifyAll();
        return count;
    }

    private synchronized int available() {
        return (int) (written - read);
    }

    private final class Source extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return Pipe.this.read(bytes, offset, length);
        }

        @Override
        public int available() {
            return Pipe.this.available();
        }

        @Override
        public void close() {
            closeSource();
        }
    }

    private final class Sink extends OutputStream {
        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                done += Pipe.this.write(bytes, offset + done, length - done);
            }
        }

        @Override
        public void close() {
            closeSink();
        }
    }
}
