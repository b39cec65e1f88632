package dev.holdfast.platform.durable;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a file past the page cache, if that was asked for and the file system can do it. */
final class DirectWriter implements AutoCloseable {
    private static final int NO_DESCRIPTOR = -1;

    private final Transfer transfer;
    private final int descriptor;
    private Arena arena = Arena.ofShared();
    private MemorySegment aligned = MemorySegment.NULL;

    private DirectWriter(Transfer transfer, int descriptor) {
        this.transfer = transfer;
        this.descriptor = descriptor;
    }

    static DirectWriter none() {
        return new DirectWriter(Transfer.PLAIN, NO_DESCRIPTOR);
    }

    /** For a file that exists already: a file system may create it and then refuse the flag. */
    static DirectWriter on(Path file) throws IOException {
        boolean fits = Files.getFileStore(file).getBlockSize() <= Volume.BLOCK_SIZE;
        int descriptor = fits ? DirectCalls.open(file.toString()) : NO_DESCRIPTOR;
        return new DirectWriter(Transfer.DIRECT, descriptor);
    }

    /** Whether a write goes this way; refuses what is not aligned even where it would not. */
    boolean wants(ByteBuffer source, long position) {
        if (transfer == Transfer.PLAIN) {
            return false;
        }
        if (position % Volume.BLOCK_SIZE != 0 || source.remaining() % Volume.BLOCK_SIZE != 0) {
            throw new IllegalArgumentException(
                    "%d bytes at %d are not aligned".formatted(source.remaining(), position));
        }
        return descriptor != NO_DESCRIPTOR;
    }

    void write(ByteBuffer source, long position) throws IOException {
        int length = source.remaining();
        if (aligned.byteSize() < length) {
            arena.close();
            arena = Arena.ofShared();
            aligned = arena.allocate(length, Volume.BLOCK_SIZE);
        }
        MemorySegment bytes = aligned.asSlice(0, length);
        bytes.copyFrom(MemorySegment.ofBuffer(source));
        DirectCalls.write(descriptor, bytes, position);
        source.position(source.limit());
    }

    @Override
    public void close() throws IOException {
        arena.close();
        if (descriptor != NO_DESCRIPTOR) {
            DirectCalls.close(descriptor);
        }
    }
}
