package dev.holdfast.platform.linux;

import java.io.IOException;

/** The kernel refused or failed a call. */
public final class ErrnoException extends IOException {
    private final int errno;
    private final String sentence;

    /** For example {@code new ErrnoException("open", name, Errno.ENOENT)}. */
    public ErrnoException(String attempt, byte[] name, int errno) {
        this(attempt + " " + ShownName.of(name), errno);
    }

    /** For what has no name: {@code new ErrnoException("raise the limit of open files", errno)}. */
    public ErrnoException(String attempt, int errno) {
        this.errno = errno;
        this.sentence =
                "cannot %s: %s (%s)".formatted(attempt, Errno.text(errno), Errno.name(errno));
    }

    /** What was attempted on what, and why it failed. */
    @Override
    public String getMessage() {
        return sentence;
    }

    /** One of the numbers in {@link Errno}, or a rarer one. */
    public int errno() {
        return errno;
    }

    /** The kernel's name of the number, such as ENOENT. */
    public String errnoName() {
        return Errno.name(errno);
    }

    /** Hands on what a call returned, or throws if that was an error. */
    static long check(long result, String attempt, byte[] name) throws ErrnoException {
        if (result < 0) {
            throw new ErrnoException(attempt, name, (int) -result);
        }
        return result;
    }
}
