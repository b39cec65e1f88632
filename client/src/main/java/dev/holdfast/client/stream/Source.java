package dev.holdfast.client.stream;

import java.io.Closeable;
import java.io.IOException;

/** Where the bytes of a streamed file come from. */
public interface Source {
    /** Whether {@link #open} would give all of the bytes: some sources do so only once. */
    boolean isReady();

    /**
     * Begins to read.
     *
     * @throws IOException if the source is not ready, or cannot be started
     */
    Reading open() throws IOException;

    /** The bytes, in one go. */
    interface Reading extends Closeable {
        /** Like {@link java.io.InputStream#read(byte[], int, int)}. */
        int read(byte[] target, int from, int length) throws IOException;

        /**
         * To be asked after the last byte, before anything is made of them.
         *
         * @param length of what was read, in bytes
         * @throws IOException if it is known that these are not all the bytes there should be
         */
        void confirm(long length) throws IOException;
    }
}
