package dev.holdfast.platform.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/** What the kernel knows and decides of this process as a whole. */
public final class ThisProcess {
    private static final long PR_SET_DUMPABLE = 4;
    private static final long RLIMIT_NOFILE = 7;
    private static final int HOST_NAME_OFFSET = 65;
    private static final long IOPRIO_WHO_PROCESS = 1;
    private static final long IOPRIO_CLASS_IDLE = 3L << 13;

    private ThisProcess() {}

    /** The user whose rights count; 0 is root. */
    public static long user() {
        return Syscall.GETEUID.call(Scratch.current(), 0);
    }

    /** The group whose rights count. */
    public static long group() {
        return Syscall.GETEGID.call(Scratch.current(), 0);
    }

    /** Sets which permissions new files never get, and returns the mask before. */
    public static int setMask(int mask) {
        return (int) Syscall.UMASK.call(Scratch.current(), mask);
    }

    /** From now on this thread's reading and writing waits for everybody else's. */
    public static void yieldDisc() throws ErrnoException {
        long result =
                Syscall.IOPRIO_SET.call(
                        Scratch.current(), IOPRIO_WHO_PROCESS, 0, IOPRIO_CLASS_IDLE);
        check(result, "lower the priority of reading");
    }

    /** No core dumps, and no other process of the same user may look into this one's memory. */
    public static void hideMemory() throws ErrnoException {
        long result = Syscall.PRCTL.call(Scratch.current(), PR_SET_DUMPABLE, 0, 0, 0, 0, 0);
        check(result, "hide memory from other processes");
    }

    /** Raises the number of files that may be open to what is allowed, and returns it. */
    public static long raiseOpenFilesLimit() throws ErrnoException {
        Scratch scratch = Scratch.current();
        // struct rlimit64: the limit in force, and up to where it may be raised.
        MemorySegment struct = scratch.struct();
        long address = struct.address();
        String attempt = "raise the limit of open files";
        check(Syscall.PRLIMIT.call(scratch, 0, RLIMIT_NOFILE, 0, address), attempt);
        long limit = struct.get(JAVA_LONG, 8);
        struct.set(JAVA_LONG, 0, limit);
        check(Syscall.PRLIMIT.call(scratch, 0, RLIMIT_NOFILE, address, 0), attempt);
        return limit;
    }

    /** The name of this host. */
    public static String hostName() throws ErrnoException {
        Scratch scratch = Scratch.current();
        check(Syscall.UNAME.call(scratch, scratch.struct().address()), "read the host's name");
        return scratch.struct().getString(HOST_NAME_OFFSET);
    }

    private static void check(long result, String attempt) throws ErrnoException {
        if (result < 0) {
            throw new ErrnoException(attempt, (int) -result);
        }
    }
}
