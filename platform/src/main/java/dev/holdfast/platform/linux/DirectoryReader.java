package dev.holdfast.platform.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * Lists directories through one buffer of its own. For one thread at a time; many directories may
 * be listed one after the other, but not one within the other.
 */
public final class DirectoryReader {
    /** Large enough that nearly every directory needs one call, small enough to stay in a cache. */
    private static final int BUFFER_SIZE = 128 << 10;

    // struct linux_dirent64: inode, offset, record length, type, name ended by a zero.
    private static final int LENGTH_OFFSET = 16;
    private static final int TYPE_OFFSET = 18;
    private static final int NAME_OFFSET = 19;

    private final MemorySegment buffer = Arena.ofAuto().allocate(BUFFER_SIZE, 16);

    /** Takes the entries of a directory, in the file system's order. */
    public interface Sink {
        /** The name is the receiver's to keep. The type may be {@link FileType#UNKNOWN}. */
        void entry(byte[] name, FileType type, long inode) throws IOException;
    }

    /**
     * Hands every entry except "." and ".." to the sink, from the beginning. An entry that is made
     * or removed meanwhile may or may not be among them.
     */
    public void read(Descriptor directory, Sink sink) throws IOException {
        Scratch scratch = Scratch.current();
        long rewound = Syscall.LSEEK.call(scratch, directory.number(), 0, 0);
        ErrnoException.check(rewound, "list", directory.name());
        for (int filled = fill(directory); filled > 0; filled = fill(directory)) {
            for (int at = 0; at < filled; ) {
                int length = buffer.get(JAVA_SHORT_UNALIGNED, at + LENGTH_OFFSET) & 0xffff;
                entry(at, length, sink);
                at += length;
            }
        }
    }

    private int fill(Descriptor directory) throws ErrnoException {
        Scratch scratch = Scratch.current();
        long number = directory.number();
        try {
            long result = Syscall.GETDENTS.call(scratch, number, buffer.address(), BUFFER_SIZE);
            return (int) ErrnoException.check(result, "list", directory.name());
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private void entry(int at, int length, Sink sink) throws IOException {
        int start = at + NAME_OFFSET;
        int end = start;
        while (end < at + length && buffer.get(JAVA_BYTE, end) != 0) {
            end++;
        }
        if (isDotOrDotDot(start, end)) {
            return;
        }
        byte[] name = new byte[end - start];
        MemorySegment.copy(buffer, JAVA_BYTE, start, name, 0, name.length);
        FileType type = FileType.ofCode(buffer.get(JAVA_BYTE, at + TYPE_OFFSET));
        sink.entry(name, type, buffer.get(JAVA_LONG_UNALIGNED, at));
    }

    private boolean isDotOrDotDot(int start, int end) {
        int size = end - start;
        return size <= 2
                && buffer.get(JAVA_BYTE, start) == '.'
                && buffer.get(JAVA_BYTE, end - 1) == '.';
    }
}
