package dev.holdfast.platform.durable;

import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. Not for several threads at once, except {@link #read}. */
public interface VolumeFile extends AutoCloseable {
    /** Length in bytes. */
    long size() throws IOException;

    /**
     * Reads from a position until the buffer is full or the file ends.
     *
     * @return how many bytes were read; 0 at and beyond the end
     */
    int read(ByteBuffer target, long position) throws IOException;

    /**
     * Writes the whole buffer at a position. What fails may have been written in part.
     *
     * @throws DiscFullException when there is no room
     * @throws IllegalArgumentException if the file was made for {@link Transfer#DIRECT} and
     *     position or length is no multiple of {@link Volume#BLOCK_SIZE}
     */
    void write(ByteBuffer source, long position) throws IOException;

    /** Cuts the file at a length that it has or exceeds. */
    void truncate(long size) throws IOException;

    /**
     * Gives the room of a range back to the file system, in whole blocks; it then reads as zeros.
     * The length of the file stays, so a range beyond its end only tells whether this can be done.
     *
     * <p>The lock on the file may be lost by this, so it is for files that nobody else locks.
     *
     * @return false where the file system cannot do that: then nothing happened
     * @throws DiscFullException when even that needs room that is not there
     */
    boolean punch(long position, long length) throws IOException;

    /**
     * Lengthens the file to this many bytes and takes the room for them. The lock may be lost.
     *
     * @throws DiscFullException when there is no room
     */
    void reserve(long length) throws IOException;

    /** Returns when everything written is on the disc. */
    void sync() throws IOException;

    /** Gives up the file and the lock on it, if there was one. Does not sync. */
    @Override
    void close() throws IOException;
}
