package dev.holdfast.platform.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;

/**
 * The one door to the kernel: {@code syscall(2)}, named by what is called. One handle serves all
 * calls, so that a start links one stub, and calls younger than the C library's wrappers need none.
 *
 * <p>Numbers are the kernel's: the first column is x86_64 ({@code asm/unistd_64.h}), the second
 * aarch64 ({@code asm-generic/unistd.h}).
 */
enum Syscall {
    CACHESTAT(451, 451),
    CLOSE(3, 57),
    FADVISE(221, 223),
    FALLOCATE(285, 47),
    FCHMOD(91, 52),
    FCHMODAT(268, 53),
    FCHOWNAT(260, 54),
    FDATASYNC(75, 83),
    FGETXATTR(193, 10),
    FLISTXATTR(196, 13),
    FLOCK(73, 32),
    FREMOVEXATTR(199, 16),
    FSETXATTR(190, 7),
    FSTATFS(138, 44),
    FSYNC(74, 82),
    FTRUNCATE(77, 46),
    GETDENTS(217, 61),
    GETEGID(108, 177),
    GETEUID(107, 175),
    GETRUSAGE(98, 165),
    GETXATTR(191, 8),
    IOCTL(16, 29),
    IOPRIO_SET(251, 30),
    KILL(62, 129),
    LGETXATTR(192, 9),
    LINKAT(265, 37),
    LLISTXATTR(195, 12),
    LISTXATTR(194, 11),
    LSEEK(8, 62),
    MKDIRAT(258, 34),
    MKNODAT(259, 33),
    OPENAT(257, 56),
    OPENAT2(437, 437),
    PRCTL(157, 167),
    PREAD(17, 67),
    PREADV2(327, 286),
    PRLIMIT(302, 261),
    PWRITE(18, 68),
    READLINKAT(267, 78),
    REMOVEXATTR(197, 14),
    RENAMEAT2(316, 276),
    SETXATTR(188, 5),
    STATX(332, 291),
    SYMLINKAT(266, 36),
    SYNCFS(306, 267),
    UMASK(95, 166),
    UNAME(63, 160),
    UNLINKAT(263, 35),
    UTIMENSAT(280, 88);

    /** A directory descriptor that means the working directory; used with absolute paths only. */
    static final long AT_FDCWD = -100;

    static final long AT_SYMLINK_NOFOLLOW = 0x100;
    static final long AT_REMOVEDIR = 0x200;
    static final long AT_SYMLINK_FOLLOW = 0x400;
    static final long AT_NO_AUTOMOUNT = 0x800;
    static final long AT_EMPTY_PATH = 0x1000;

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));
    private static final MethodHandle HANDLE = handle();

    private final long number;

    Syscall(int x86, int aarch64) {
        this.number = Machine.CURRENT == Machine.X86_64 ? x86 : aarch64;
    }

    /** Which of the two numberings holds here. */
    enum Machine {
        X86_64,
        AARCH64;

        static final Machine CURRENT = current();

        private static Machine current() {
            String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
            return switch (name) {
                case "amd64", "x86_64" -> X86_64;
                case "aarch64" -> AARCH64;
                default -> throw new UnsupportedOperationException("no system calls for " + name);
            };
        }
    }

    private static MethodHandle handle() {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor descriptor =
                FunctionDescriptor.of(
                        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                        JAVA_LONG);
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("syscall"),
                descriptor,
                Linker.Option.firstVariadicArg(1),
                Linker.Option.captureCallState("errno"));
    }

    /**
     * Returns what the kernel returned, or the error number negated. A call cut short by a signal
     * is made again, except close, which has then closed. Who passes an address keeps its memory
     * reachable until the call returns.
     */
    long call(Scratch scratch, long a, long b, long c, long d, long e, long f) {
        long result;
        do {
            result = once(scratch, a, b, c, d, e, f);
        } while (result == -Errno.EINTR && this != CLOSE);
        return result;
    }

    long call(Scratch scratch, long a, long b, long c, long d) {
        return call(scratch, a, b, c, d, 0, 0);
    }

    long call(Scratch scratch, long a, long b, long c) {
        return call(scratch, a, b, c, 0, 0, 0);
    }

    long call(Scratch scratch, long a) {
        return call(scratch, a, 0, 0, 0, 0, 0);
    }

    private long once(Scratch scratch, long a, long b, long c, long d, long e, long f) {
        try {
            long result = (long) HANDLE.invokeExact(scratch.errno(), number, a, b, c, d, e, f);
            return result == -1 ? -(int) ERRNO.get(scratch.errno(), 0L) : result;
        } catch (Throwable impossible) {
            throw new AssertionError("a system call cannot throw", impossible);
        }
    }

    static long stateSize() {
        return Math.max(STATE.byteSize(), JAVA_INT.byteSize());
    }
}
