package dev.holdfast.platform.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/** What the kernel knows of the thread that asks. */
public final class ThisThread {
    private static final long RUSAGE_THREAD = 1;

    // struct rusage: two times of two longs each, then longs.
    private static final long BLOCKS_READ_OFFSET = 4 * 8 + 7 * 8;

    private ThisThread() {}

    /**
     * How much discs had to read for it so far, in blocks of 512 bytes ({@code ru_inblock} of
     * getrusage(2)). What network file systems read does not count.
     */
    public static long blocksRead() {
        Scratch scratch = Scratch.current();
        MemorySegment struct = scratch.struct();
        Syscall.GETRUSAGE.call(scratch, RUSAGE_THREAD, struct.address(), 0);
        return struct.get(JAVA_LONG, BLOCKS_READ_OFFSET);
    }
}
