package dev.holdfast.platform.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What the kernel knows of the file system that an open file lies on. Blocks are of {@code
 * blockSize} bytes; {@code blocksAvailable} is what is left for others than root; {@code files} are
 * inodes, 0 where there is no limit; {@code id} is unique only among what is mounted now.
 */
public record FileSystem(
        long type,
        long blockSize,
        long blocks,
        long blocksFree,
        long blocksAvailable,
        long files,
        long filesFree,
        long id) {

    /** The types that somebody handles differently. */
    public static final long TYPE_BTRFS = 0x9123_683EL;

    public static final long TYPE_EXT = 0xEF53L;
    public static final long TYPE_XFS = 0x5846_5342L;
    public static final long TYPE_TMPFS = 0x0102_1994L;
    public static final long TYPE_OVERLAY = 0x794c_7630L;

    private static final int UUID_SIZE = 16;
    private static final long GET_UUID = 0x8011_1500L;
    private static final long BTRFS_INFO = 0x8400_941fL;
    private static final long BTRFS_LOOKUP = 0xd000_9412L;

    /** The root directory's number in every btrfs subvolume (BTRFS_FIRST_FREE_OBJECTID). */
    private static final long BTRFS_ROOT_INODE = 256;

    /** Offsets are those of {@code struct statfs} on 64-bit machines. */
    public static FileSystem of(Descriptor file) throws ErrnoException {
        Scratch scratch = Scratch.current();
        long struct = scratch.struct().address();
        long result = Syscall.FSTATFS.call(scratch, file.number(), struct, 0);
        ErrnoException.check(result, "read file system of", file.name());
        return new FileSystem(
                scratch.getLong(0),
                scratch.getLong(8),
                scratch.getLong(16),
                scratch.getLong(24),
                scratch.getLong(32),
                scratch.getLong(40),
                scratch.getLong(48),
                scratch.getLong(56));
    }

    /**
     * The file system's own UUID, as {@code blkid} shows it, asked of an open directory or file.
     * Empty where there is none or the kernel does not tell: before 6.9 it tells of btrfs only.
     */
    public static Optional<UUID> uuid(Descriptor file) {
        Scratch scratch = Scratch.current();
        MemorySegment struct = scratch.struct().fill((byte) 0);
        long address = struct.address();
        // struct fsuuid2: a length byte, then the UUID.
        if (Syscall.IOCTL.call(scratch, file.number(), GET_UUID, address) == 0) {
            boolean whole = struct.get(JAVA_BYTE, 0) == UUID_SIZE;
            return whole ? Optional.of(uuid(struct, 1)) : Optional.empty();
        }
        // struct btrfs_ioctl_fs_info_args: two numbers of devices, then the UUID.
        if (Syscall.IOCTL.call(scratch, file.number(), BTRFS_INFO, address) == 0) {
            return Optional.of(uuid(struct, 16));
        }
        return Optional.empty();
    }

    private static UUID uuid(MemorySegment struct, long offset) {
        ByteBuffer bytes = struct.asSlice(offset, UUID_SIZE).asByteBuffer();
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /**
     * The number of the btrfs subvolume that an open directory or file lies in; empty elsewhere.
     */
    public static OptionalLong subvolume(Descriptor file) {
        Scratch scratch = Scratch.current();
        // struct btrfs_ioctl_ino_lookup_args: subvolume (0: that of the file), inode, name.
        MemorySegment struct = scratch.struct().fill((byte) 0);
        struct.set(JAVA_LONG, 8, BTRFS_ROOT_INODE);
        long result = Syscall.IOCTL.call(scratch, file.number(), BTRFS_LOOKUP, struct.address());
        return result == 0 ? OptionalLong.of(scratch.getLong(0)) : OptionalLong.empty();
    }

    /** Returns when everything written to the file system of an open file is on stable storage. */
    public static void sync(Descriptor file) throws ErrnoException {
        long result = Syscall.SYNCFS.call(Scratch.current(), file.number());
        ErrnoException.check(result, "sync file system of", file.name());
    }
}
