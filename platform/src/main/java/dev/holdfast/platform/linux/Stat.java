package dev.holdfast.platform.linux;

import org.jspecify.annotations.Nullable;

/**
 * What the kernel knows of a file, by {@code statx}. Sizes are in bytes, {@code blocks} in units of
 * 512 bytes. Owner and group are unsigned 32-bit numbers. {@code special} is the number of a device
 * file, zero elsewhere; {@code device} is where the file lies.
 */
public record Stat(
        int mode,
        long owner,
        long group,
        long inode,
        long linkCount,
        long size,
        long blocks,
        Time modified,
        Time changed,
        @Nullable Time born,
        Device device,
        Device special,
        long mountId,
        long attributes) {

    /** Kernels before 5.8 do not tell the mount. */
    public static final long MOUNT_ID_UNKNOWN = -1;

    public static final long ATTRIBUTE_NO_DUMP = 0x40;
    public static final long ATTRIBUTE_MOUNT_ROOT = 0x2000;

    private static final int MASK_BASIC = 0x7ff;
    private static final int MASK_BORN = 0x800;
    private static final int MASK_MOUNT_ID = 0x1000;
    private static final int MASK = MASK_BASIC | MASK_BORN | MASK_MOUNT_ID;

    /** A point in time since 1970, in UTC; nanoseconds are 0 to 999 999 999, also before 1970. */
    public record Time(long seconds, int nanoseconds) {}

    /** The number of a device. */
    public record Device(int major, int minor) {}

    /** Of an entry of the directory, never following a link and never mounting anything. */
    public static Stat of(Descriptor directory, byte[] name) throws ErrnoException {
        Scratch scratch = Scratch.current();
        long flags = Syscall.AT_SYMLINK_NOFOLLOW | Syscall.AT_NO_AUTOMOUNT;
        return of(scratch, directory.number(), scratch.name(name), flags, name);
    }

    /** Of an open file. */
    public static Stat of(Descriptor file) throws ErrnoException {
        Scratch scratch = Scratch.current();
        long path = scratch.emptyPath();
        return of(scratch, file.number(), path, Syscall.AT_EMPTY_PATH, file.name());
    }

    private static Stat of(Scratch scratch, long at, long path, long flags, byte[] name)
            throws ErrnoException {
        long struct = scratch.struct().address();
        long result = Syscall.STATX.call(scratch, at, path, flags, MASK, struct, 0);
        ErrnoException.check(result, "stat", name);
        return decode(scratch);
    }

    /** Offsets are those of {@code struct statx}, the same on every machine. */
    private static Stat decode(Scratch scratch) {
        int known = scratch.getInt(0);
        return new Stat(
                scratch.getInt(28) & 0xffff,
                Integer.toUnsignedLong(scratch.getInt(20)),
                Integer.toUnsignedLong(scratch.getInt(24)),
                scratch.getLong(32),
                Integer.toUnsignedLong(scratch.getInt(16)),
                scratch.getLong(40),
                scratch.getLong(48),
                time(scratch, 112),
                time(scratch, 96),
                (known & MASK_BORN) == 0 ? null : time(scratch, 80),
                scratch.device(scratch.getInt(136), scratch.getInt(140)),
                special(scratch.getInt(128), scratch.getInt(132)),
                (known & MASK_MOUNT_ID) == 0 ? MOUNT_ID_UNKNOWN : scratch.getLong(144),
                scratch.getLong(8));
    }

    private static final Device NONE = new Device(0, 0);

    private static Device special(int major, int minor) {
        return (major | minor) == 0 ? NONE : new Device(major, minor);
    }

    private static Time time(Scratch scratch, long offset) {
        return new Time(scratch.getLong(offset), scratch.getInt(offset + 8));
    }

    public FileType type() {
        return FileType.ofMode(mode);
    }

    /** The mode without the type: rwx for all three, set-user-id, set-group-id and sticky. */
    public int permissions() {
        return mode & 07777;
    }
}
