package dev.holdfast.platform.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/** What {@code platform.terminal} asks of the standard streams 0, 1 and 2. */
public final class TerminalCalls {
    private static final long GET_ATTRIBUTES = 0x5401;
    private static final long SET_ATTRIBUTES = 0x5402;
    private static final long GET_WINDOW_SIZE = 0x5413;
    private static final long LOCAL_FLAGS_OFFSET = 12;
    private static final int ECHO = 0x8;

    private TerminalCalls() {}

    /** Whether the stream is a terminal. */
    public static boolean isTerminal(int stream) {
        Scratch scratch = Scratch.current();
        long struct = scratch.struct().address();
        return Syscall.IOCTL.call(scratch, stream, GET_ATTRIBUTES, struct) == 0;
    }

    /** The number of columns of the terminal; 0 if unknown or not a terminal. */
    public static int columns(int stream) {
        Scratch scratch = Scratch.current();
        // struct winsize: rows, columns, and two sizes in pixels.
        MemorySegment struct = scratch.struct();
        long result = Syscall.IOCTL.call(scratch, stream, GET_WINDOW_SIZE, struct.address());
        return result == 0 ? struct.get(JAVA_SHORT, 2) & 0xffff : 0;
    }

    /** Whether the terminal is to show what is typed. Returns whether it did before. */
    public static boolean setEcho(int stream, Echo echo) throws ErrnoException {
        Scratch scratch = Scratch.current();
        MemorySegment struct = scratch.struct();
        check(Syscall.IOCTL.call(scratch, stream, GET_ATTRIBUTES, struct.address()));
        int flags = struct.get(JAVA_INT, LOCAL_FLAGS_OFFSET);
        int wanted = echo == Echo.ON ? flags | ECHO : flags & ~ECHO;
        struct.set(JAVA_INT, LOCAL_FLAGS_OFFSET, wanted);
        check(Syscall.IOCTL.call(scratch, stream, SET_ATTRIBUTES, struct.address()));
        return (flags & ECHO) != 0;
    }

    /** Whether what is typed is shown. */
    public enum Echo {
        ON,
        OFF
    }

    private static void check(long result) throws ErrnoException {
        if (result < 0) {
            throw new ErrnoException("change the terminal's echo", (int) -result);
        }
    }
}
