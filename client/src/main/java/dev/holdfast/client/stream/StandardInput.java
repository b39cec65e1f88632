package dev.holdfast.client.stream;

import java.io.IOException;
import java.io.InputStream;

/** What another program writes into a pipe; whether it wrote all that it should, nobody tells. */
public final class StandardInput implements Source {
    private final InputStream in;
    private boolean opened;

    public StandardInput(InputStream in) {
        this.in = in;
    }

    @Override
    public boolean isReady() {
        return !opened;
    }

    @Override
    public Reading open() throws IOException {
        if (opened) {
            throw new IOException("standard input cannot be read again: run it again");
        }
        opened = true;
        return new Pipe(in);
    }

    private record Pipe(InputStream in) implements Reading {
        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            return in.read(target, from, length);
        }

        /** A program that could not even start wrote nothing. */
        @Override
        public void confirm(long length) throws IOException {
            if (length == 0) {
                throw new IOException("standard input is empty: nothing was saved");
            }
        }

        @Override
        public void close() {}
    }
}
