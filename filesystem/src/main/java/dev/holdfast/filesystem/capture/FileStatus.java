package dev.holdfast.filesystem.capture;

import dev.holdfast.model.Timestamp;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Owner;
import dev.holdfast.model.tree.Times;
import dev.holdfast.model.tree.Xattr;
import dev.holdfast.platform.linux.FileType;
import dev.holdfast.platform.linux.Stat;
import java.util.List;

/** What the kernel told of a file at one moment, in the words of the model. */
public record FileStatus(Stat stat) {
    /** Those inode flags that a status tells are numbered alike in both places. */
    private static final long FLAGS_TOLD = 0x10 | 0x20 | 0x40;

    public FileType type() {
        return stat.type();
    }

    public boolean isDirectory() {
        return type() == FileType.DIRECTORY;
    }

    /** Whether its owner asked by an inode flag to leave it out of backups. */
    public boolean isNoDump() {
        return (stat.attributes() & Stat.ATTRIBUTE_NO_DUMP) != 0;
    }

    public boolean isRegular() {
        return type() == FileType.REGULAR;
    }

    /** Within its file system; unsigned. */
    public long inode() {
        return stat.inode();
    }

    /** In bytes; of a symbolic link the length of its target. */
    public long size() {
        return stat.size();
    }

    /** The link count; 1 for a directory, whatever the file system says. */
    public long links() {
        return isDirectory() ? 1 : stat.linkCount();
    }

    public Times times() {
        Stat.Time born = stat.born();
        return new Times(
                timestamp(stat.modified()),
                timestamp(stat.changed()),
                born == null ? null : timestamp(born));
    }

    /** Some file systems in user space tell impossible nanoseconds. */
    private static Timestamp timestamp(Stat.Time time) {
        int nanoseconds = Math.clamp(time.nanoseconds(), 0, Timestamp.NANOSECONDS_MAX);
        return new Timestamp(time.seconds(), nanoseconds);
    }

    public Owner owner() {
        return new Owner(stat.owner(), stat.group());
    }

    /** What a device file stands for. */
    public Node.Device device() {
        Node.DeviceType kind =
                type() == FileType.BLOCK_DEVICE ? Node.DeviceType.BLOCK : Node.DeviceType.CHARACTER;
        Stat.Device device = stat.special();
        return new Node.Device(
                kind,
                Integer.toUnsignedLong(device.major()),
                Integer.toUnsignedLong(device.minor()));
    }

    /** Whether this is the same inode of the same file system, and of the same type. */
    public boolean isSameFile(FileStatus other) {
        return stat.inode() == other.stat.inode()
                && stat.device().equals(other.stat.device())
                && type() == other.type();
    }

    /** Whether it is the same file, and neither content nor attributes were touched in between. */
    public boolean isUntouched(FileStatus other) {
        return isSameFile(other)
                && stat.size() == other.stat.size()
                && stat.modified().equals(other.stat.modified())
                && stat.changed().equals(other.stat.changed());
    }

    long toldFlags() {
        return stat.attributes() & FLAGS_TOLD;
    }

    Metadata metadata(long flags, List<Xattr> xattrs) {
        return new Metadata(stat.permissions(), owner(), times(), inode(), links(), flags, xattrs);
    }
}
