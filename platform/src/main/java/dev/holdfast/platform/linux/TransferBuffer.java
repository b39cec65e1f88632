package dev.holdfast.platform.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * Carries content between open files and heap memory, through native memory of its own, aligned to
 * pages. One owner, one thread at a time; freed with its owner.
 */
public final class TransferBuffer {
    /** Copying is then a small part of a read, and the memory stays in a cache. */
    public static final int SIZE_DEFAULT = 256 << 10;

    private static final int PAGE_SIZE = 4096;
    private static final int SIZE_MAX = 16 << 20;

    private final MemorySegment memory;

    public TransferBuffer() {
        this(SIZE_DEFAULT);
    }

    /** Of a size of 1 byte to 16 MiB. */
    public TransferBuffer(int size) {
        if (size < 1 || size > SIZE_MAX) {
            throw new IllegalArgumentException("impossible transfer buffer of " + size + " bytes");
        }
        this.memory = Arena.ofAuto().allocate(size, PAGE_SIZE);
    }

    /**
     * Reads from a position of the file into the buffer from its position up to its limit, and
     * moves the buffer's position. Returns the number of bytes, less than there is room for only at
     * the end of the file.
     */
    public int read(Descriptor file, long position, ByteBuffer target) throws ErrnoException {
        try {
            int done = 0;
            while (target.hasRemaining()) {
                MemorySegment part = part(target.remaining());
                int length = Content.read(file, position + done, part);
                target.put(part.asByteBuffer().limit(length));
                done += length;
                if (length < part.byteSize()) {
                    break;
                }
            }
            return done;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Writes the buffer from its position to its limit, all of it, and moves its position. */
    public void write(Descriptor file, long position, ByteBuffer source) throws ErrnoException {
        try {
            long at = position;
            while (source.hasRemaining()) {
                MemorySegment part = part(source.remaining());
                int length = (int) part.byteSize();
                part.asByteBuffer().put(source.slice(source.position(), length));
                Content.write(file, at, part);
                source.position(source.position() + length);
                at += length;
            }
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private MemorySegment part(int remaining) {
        return memory.asSlice(0, Math.min(remaining, memory.byteSize()));
    }
}
