package dev.holdfast.platform.linux;

import java.util.Map;

/** The kernel's error numbers that somebody handles or is likely to read about. */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int EIO = 5;
    public static final int ENXIO = 6;
    public static final int E2BIG = 7;
    public static final int EBADF = 9;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EBUSY = 16;
    public static final int EEXIST = 17;
    public static final int EXDEV = 18;
    public static final int ENODEV = 19;
    public static final int ENOTDIR = 20;
    public static final int EISDIR = 21;
    public static final int EINVAL = 22;
    public static final int ENFILE = 23;
    public static final int EMFILE = 24;
    public static final int ENOTTY = 25;
    public static final int ETXTBSY = 26;
    public static final int EFBIG = 27;
    public static final int ENOSPC = 28;
    public static final int EROFS = 30;
    public static final int EMLINK = 31;
    public static final int ERANGE = 34;
    public static final int ENAMETOOLONG = 36;
    public static final int ENOSYS = 38;
    public static final int ENOTEMPTY = 39;
    public static final int ELOOP = 40;
    public static final int ENODATA = 61;
    public static final int EOVERFLOW = 75;
    public static final int EOPNOTSUPP = 95;
    public static final int ETIMEDOUT = 110;
    public static final int ESTALE = 116;
    public static final int EUCLEAN = 117;
    public static final int EREMOTEIO = 121;
    public static final int EDQUOT = 122;
    public static final int EKEYEXPIRED = 127;
    public static final int EKEYREJECTED = 129;
    public static final int ENOKEY = 126;

    /** Own texts, as the C library's speak the language of the environment. */
    private static final Map<Integer, Meaning> MEANINGS =
            Map.ofEntries(
                    Map.entry(EPERM, new Meaning("EPERM", "operation not permitted")),
                    Map.entry(ENOENT, new Meaning("ENOENT", "no such file or directory")),
                    Map.entry(EINTR, new Meaning("EINTR", "interrupted by a signal")),
                    Map.entry(EIO, new Meaning("EIO", "input/output error")),
                    Map.entry(ENXIO, new Meaning("ENXIO", "no such device or address")),
                    Map.entry(E2BIG, new Meaning("E2BIG", "argument too large")),
                    Map.entry(EBADF, new Meaning("EBADF", "bad file descriptor")),
                    Map.entry(EAGAIN, new Meaning("EAGAIN", "temporarily unavailable")),
                    Map.entry(ENOMEM, new Meaning("ENOMEM", "out of memory")),
                    Map.entry(EACCES, new Meaning("EACCES", "permission denied")),
                    Map.entry(EBUSY, new Meaning("EBUSY", "device or resource busy")),
                    Map.entry(EEXIST, new Meaning("EEXIST", "file exists")),
                    Map.entry(EXDEV, new Meaning("EXDEV", "on another file system")),
                    Map.entry(ENODEV, new Meaning("ENODEV", "no such device")),
                    Map.entry(ENOTDIR, new Meaning("ENOTDIR", "not a directory")),
                    Map.entry(EISDIR, new Meaning("EISDIR", "is a directory")),
                    Map.entry(EINVAL, new Meaning("EINVAL", "invalid argument")),
                    Map.entry(ENFILE, new Meaning("ENFILE", "too many open files in the system")),
                    Map.entry(EMFILE, new Meaning("EMFILE", "too many open files")),
                    Map.entry(ENOTTY, new Meaning("ENOTTY", "not possible with this file")),
                    Map.entry(ETXTBSY, new Meaning("ETXTBSY", "program is running")),
                    Map.entry(EFBIG, new Meaning("EFBIG", "file too large")),
                    Map.entry(ENOSPC, new Meaning("ENOSPC", "no space left on device")),
                    Map.entry(EROFS, new Meaning("EROFS", "read-only file system")),
                    Map.entry(EMLINK, new Meaning("EMLINK", "too many links")),
                    Map.entry(ERANGE, new Meaning("ERANGE", "result too large")),
                    Map.entry(ENAMETOOLONG, new Meaning("ENAMETOOLONG", "file name too long")),
                    Map.entry(ENOSYS, new Meaning("ENOSYS", "not known to this kernel")),
                    Map.entry(ENOTEMPTY, new Meaning("ENOTEMPTY", "directory not empty")),
                    Map.entry(ELOOP, new Meaning("ELOOP", "is a symbolic link, or too many")),
                    Map.entry(ENODATA, new Meaning("ENODATA", "no such attribute")),
                    Map.entry(EOVERFLOW, new Meaning("EOVERFLOW", "value too large")),
                    Map.entry(EOPNOTSUPP, new Meaning("EOPNOTSUPP", "operation not supported")),
                    Map.entry(ETIMEDOUT, new Meaning("ETIMEDOUT", "timed out")),
                    Map.entry(ESTALE, new Meaning("ESTALE", "stale file handle")),
                    Map.entry(EUCLEAN, new Meaning("EUCLEAN", "file system needs repair")),
                    Map.entry(EREMOTEIO, new Meaning("EREMOTEIO", "remote input/output error")),
                    Map.entry(EDQUOT, new Meaning("EDQUOT", "disc quota exceeded")),
                    Map.entry(ENOKEY, new Meaning("ENOKEY", "encryption key not available")),
                    Map.entry(EKEYEXPIRED, new Meaning("EKEYEXPIRED", "key has expired")),
                    Map.entry(EKEYREJECTED, new Meaning("EKEYREJECTED", "key was rejected")));

    private record Meaning(String name, String text) {}

    private Errno() {}

    /** The kernel's name of the number, such as ENOENT, or {@code errno 999}. */
    public static String name(int errno) {
        Meaning meaning = MEANINGS.get(errno);
        return meaning == null ? "errno " + errno : meaning.name();
    }

    /** What the number means, in lower case. */
    public static String text(int errno) {
        Meaning meaning = MEANINGS.get(errno);
        return meaning == null ? "unusual error" : meaning.text();
    }
}
