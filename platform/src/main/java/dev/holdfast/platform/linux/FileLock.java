package dev.holdfast.platform.linux;

/**
 * An advisory lock (flock) of an open file: held until it is closed, by whatever way the process
 * ends. It belongs to the opened file, so opening a file again does not share it.
 */
public final class FileLock {
    private static final long SHARED = 1;
    private static final long EXCLUSIVE = 2;
    private static final long NO_WAIT = 4;
    private static final long UNLOCK = 8;

    private FileLock() {}

    /** Waits until no other holds an exclusive lock. */
    public static void lockShared(Descriptor file) throws ErrnoException {
        ErrnoException.check(flock(file, SHARED), "lock", file.name());
    }

    /** Waits until no other holds any lock. */
    public static void lockExclusive(Descriptor file) throws ErrnoException {
        ErrnoException.check(flock(file, EXCLUSIVE), "lock", file.name());
    }

    /** Takes a shared lock unless another holds an exclusive one; returns whether it did. */
    public static boolean tryLockShared(Descriptor file) throws ErrnoException {
        return attempted(file, flock(file, SHARED | NO_WAIT));
    }

    /** Takes the exclusive lock unless another holds any; returns whether it did. */
    public static boolean tryLockExclusive(Descriptor file) throws ErrnoException {
        return attempted(file, flock(file, EXCLUSIVE | NO_WAIT));
    }

    public static void unlock(Descriptor file) throws ErrnoException {
        ErrnoException.check(flock(file, UNLOCK), "unlock", file.name());
    }

    private static boolean attempted(Descriptor file, long result) throws ErrnoException {
        if (result == -Errno.EAGAIN) {
            return false;
        }
        ErrnoException.check(result, "lock", file.name());
        return true;
    }

    private static long flock(Descriptor file, long operation) {
        return Syscall.FLOCK.call(Scratch.current(), file.number(), operation, 0);
    }
}
