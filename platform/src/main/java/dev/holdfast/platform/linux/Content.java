package dev.holdfast.platform.linux;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * Reads, writes and shapes the content of open files, always at a position that the caller names.
 * For heap memory use {@link TransferBuffer}.
 */
public final class Content {
    private static final long SEEK_DATA = 3;
    private static final long SEEK_HOLE = 4;
    private static final long KEEP_SIZE = 1;
    private static final long PUNCH_HOLE = 2;
    private static final long ZERO_RANGE = 16;
    private static final long NO_WAIT = 8;
    private static final long RANGE_SIZE = 2L * Long.BYTES;
    private static final long CLONE = 0x4004_9409L;

    /** What the reader is going to do, for the page cache. */
    public enum Advice {
        NORMAL(0),
        RANDOM(1),
        SEQUENTIAL(2),
        WILL_NEED(3),
        DONT_NEED(4),
        USE_ONCE(5);

        private final int code;

        Advice(int code) {
            this.code = code;
        }
    }

    private Content() {}

    /**
     * Reads into a direct buffer from its position up to its limit, and moves the position. Returns
     * the number of bytes, less than there is room for only at the end of the file.
     */
    public static int read(Descriptor file, long position, ByteBuffer target)
            throws ErrnoException {
        MemorySegment memory = direct(target);
        try {
            int done = read(file, position, memory);
            target.position(target.position() + done);
            return done;
        } finally {
            Reference.reachabilityFence(target);
        }
    }

    static int read(Descriptor file, long position, MemorySegment memory) throws ErrnoException {
        Scratch scratch = Scratch.current();
        long size = memory.byteSize();
        long done = 0;
        while (done < size) {
            long at = memory.address() + done;
            long result =
                    Syscall.PREAD.call(scratch, file.number(), at, size - done, position + done);
            if (result == 0) {
                break;
            }
            done += ErrnoException.check(result, "read", file.name());
        }
        return (int) done;
    }

    /**
     * Whether the byte at a position lies in the page cache, so that reading it waits for no disc.
     * True as well where the file system cannot tell.
     */
    public static boolean isCached(Descriptor file, long position) throws ErrnoException {
        Scratch scratch = Scratch.current();
        long range = scratch.range(position, 1);
        long told = Syscall.CACHESTAT.call(scratch, file.number(), range, range + RANGE_SIZE, 0);
        // Before Linux 6.5, or of a file that this user may only read: by a read that may not wait.
        // The kernel begins to read what is absent, and may be done before it answers.
        return told == 0 ? scratch.getLong(RANGE_SIZE) > 0 : isReadAtOnce(file, position);
    }

    private static boolean isReadAtOnce(Descriptor file, long position) throws ErrnoException {
        Scratch scratch = Scratch.current();
        long vector = scratch.vector(1);
        long result = Syscall.PREADV2.call(scratch, file.number(), vector, 1, position, 0, NO_WAIT);
        if (result == -Errno.EOPNOTSUPP) {
            return true;
        }
        if (result == -Errno.EAGAIN) {
            return false;
        }
        ErrnoException.check(result, "read", file.name());
        return true;
    }

    /** Writes a direct buffer from its position to its limit, all of it, and moves the position. */
    public static void write(Descriptor file, long position, ByteBuffer source)
            throws ErrnoException {
        MemorySegment memory = direct(source);
        try {
            write(file, position, memory);
            source.position(source.limit());
        } finally {
            Reference.reachabilityFence(source);
        }
    }

    static void write(Descriptor file, long position, MemorySegment memory) throws ErrnoException {
        Scratch scratch = Scratch.current();
        long size = memory.byteSize();
        long done = 0;
        while (done < size) {
            long at = memory.address() + done;
            long result =
                    Syscall.PWRITE.call(scratch, file.number(), at, size - done, position + done);
            if (result == 0) {
                throw new ErrnoException("write", file.name(), Errno.EIO);
            }
            done += ErrnoException.check(result, "write", file.name());
        }
    }

    private static MemorySegment direct(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("heap buffer: needs a TransferBuffer");
        }
        return MemorySegment.ofBuffer(buffer);
    }

    /** Where data begins at or after the position; -1 if only a hole follows, or the end. */
    public static long nextData(Descriptor file, long position) throws ErrnoException {
        return seek(file, position, SEEK_DATA);
    }

    /** Where a hole begins at or after the position: at the latest the end; -1 beyond the end. */
    public static long nextHole(Descriptor file, long position) throws ErrnoException {
        return seek(file, position, SEEK_HOLE);
    }

    private static long seek(Descriptor file, long position, long whence) throws ErrnoException {
        Scratch scratch = Scratch.current();
        long result = Syscall.LSEEK.call(scratch, file.number(), position, whence);
        if (result == -Errno.ENXIO) {
            return -1;
        }
        return ErrnoException.check(result, "seek in", file.name());
    }

    /** Makes the file this long: what is beyond goes, what is missing becomes a hole. */
    public static void truncate(Descriptor file, long length) throws ErrnoException {
        long result = Syscall.FTRUNCATE.call(Scratch.current(), file.number(), length, 0);
        ErrnoException.check(result, "set length of", file.name());
    }

    /** Reserves room for a range, lengthening the file where it reaches beyond the end. */
    public static void allocate(Descriptor file, long position, long length) throws ErrnoException {
        fallocate(file, 0, position, length, "reserve room in");
    }

    /** Gives the room of a range back; it then reads as zeros. Only whole blocks are freed. */
    public static void punchHole(Descriptor file, long position, long length)
            throws ErrnoException {
        fallocate(file, PUNCH_HOLE | KEEP_SIZE, position, length, "punch a hole in");
    }

    /** Makes a range read as zeros and keeps its room. */
    public static void zero(Descriptor file, long position, long length) throws ErrnoException {
        fallocate(file, ZERO_RANGE | KEEP_SIZE, position, length, "zero a range of");
    }

    private static void fallocate(
            Descriptor file, long mode, long position, long length, String attempt)
            throws ErrnoException {
        long number = file.number();
        long result = Syscall.FALLOCATE.call(Scratch.current(), number, mode, position, length);
        ErrnoException.check(result, attempt, file.name());
    }

    /** Tells the kernel about a range; length 0 means to the end. */
    public static void advise(Descriptor file, long position, long length, Advice advice)
            throws ErrnoException {
        long result =
                Syscall.FADVISE.call(
                        Scratch.current(), file.number(), position, length, advice.code);
        ErrnoException.check(result, "advise on", file.name());
    }

    /** Makes one file share all blocks of another on the same file system (reflink). */
    public static void cloneFrom(Descriptor target, Descriptor source) throws ErrnoException {
        long result =
                Syscall.IOCTL.call(Scratch.current(), target.number(), CLONE, source.number());
        ErrnoException.check(result, "clone into", target.name());
    }

    /** Returns when content and attributes are on stable storage; of a directory, its names. */
    public static void sync(Descriptor file) throws ErrnoException {
        long result = Syscall.FSYNC.call(Scratch.current(), file.number());
        ErrnoException.check(result, "sync", file.name());
    }

    /** Like {@link #sync}, without attributes that reading the content back does not need. */
    public static void syncData(Descriptor file) throws ErrnoException {
        long result = Syscall.FDATASYNC.call(Scratch.current(), file.number());
        ErrnoException.check(result, "sync", file.name());
    }
}
