package dev.holdfast.platform.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * Sets what a file carries beside its content: owner, permissions, times, inode flags. All but the
 * flags also of a file that was only found, a symbolic link or device too (through proc): so what
 * is changed is what was looked at, whatever its name means by now.
 */
public final class Attributes {
    /** Inode flags that a file may carry, as {@code chattr} sets them. */
    public static final int FLAG_IMMUTABLE = 0x10;

    public static final int FLAG_APPEND_ONLY = 0x20;
    public static final int FLAG_NO_DUMP = 0x40;
    public static final int FLAG_NO_COPY_ON_WRITE = 0x0080_0000;

    private static final long GET_FLAGS = 0x8008_6601L;
    private static final long SET_FLAGS = 0x4008_6602L;
    private static final long TIME_OMIT = (1L << 30) - 2;

    private Attributes() {}

    /** Sets owner and group. Clears set-user-id bits. */
    public static void setOwner(Descriptor file, long owner, long group) throws ErrnoException {
        Scratch scratch = Scratch.current();
        long path = scratch.emptyPath();
        long flag = Syscall.AT_EMPTY_PATH;
        long at = file.number();
        long result = Syscall.FCHOWNAT.call(scratch, at, path, id(owner), id(group), flag, 0);
        ErrnoException.check(result, "set owner of", file.name());
    }

    private static long id(long id) {
        // The greatest number means "leave as it is" to the kernel, and is nobody's.
        if (id < 0 || id >= 0xffff_ffffL) {
            throw new IllegalArgumentException("impossible user or group: " + id);
        }
        return id;
    }

    /** Sets the permissions; EOPNOTSUPP for a symbolic link, which has none. */
    public static void setPermissions(Descriptor file, int permissions) throws ErrnoException {
        Scratch scratch = Scratch.current();
        long result;
        if (file.onlyFinds()) {
            long path = scratch.procPath(file);
            result = Syscall.FCHMODAT.call(scratch, Syscall.AT_FDCWD, path, permissions);
        } else {
            result = Syscall.FCHMOD.call(scratch, file.number(), permissions, 0);
        }
        ErrnoException.check(result, "set permissions of", file.name());
    }

    /** Sets the time of last modification. */
    public static void setModified(Descriptor file, Stat.Time time) throws ErrnoException {
        Scratch scratch = Scratch.current();
        long times = times(scratch, time);
        long result =
                file.onlyFinds()
                        ? Syscall.UTIMENSAT.call(
                                scratch, Syscall.AT_FDCWD, scratch.procPath(file), times, 0)
                        : Syscall.UTIMENSAT.call(scratch, file.number(), 0, times, 0);
        ErrnoException.check(result, "set times of", file.name());
    }

    /** Access time as it is, then the time of modification: two {@code struct timespec}. */
    private static long times(Scratch scratch, Stat.Time modified) {
        MemorySegment struct = scratch.struct();
        struct.set(JAVA_LONG, 0, 0);
        struct.set(JAVA_LONG, 8, TIME_OMIT);
        struct.set(JAVA_LONG, 16, modified.seconds());
        struct.set(JAVA_LONG, 24, modified.nanoseconds());
        return struct.address();
    }

    /** The inode flags of an open file or directory; ENOTTY or EOPNOTSUPP where there are none. */
    public static int flags(Descriptor file) throws ErrnoException {
        Scratch scratch = Scratch.current();
        scratch.struct().set(JAVA_LONG, 0, 0);
        long struct = scratch.struct().address();
        long result = Syscall.IOCTL.call(scratch, file.number(), GET_FLAGS, struct);
        ErrnoException.check(result, "read inode flags of", file.name());
        return scratch.getInt(0);
    }

    /** Sets the inode flags of an open file or directory. Some need root. */
    public static void setFlags(Descriptor file, int flags) throws ErrnoException {
        Scratch scratch = Scratch.current();
        scratch.struct().set(JAVA_LONG, 0, 0);
        scratch.struct().set(JAVA_INT, 0, flags);
        long struct = scratch.struct().address();
        long result = Syscall.IOCTL.call(scratch, file.number(), SET_FLAGS, struct);
        ErrnoException.check(result, "set inode flags of", file.name());
    }
}
