package dev.holdfast.platform.mount;

import dev.holdfast.platform.linux.Stat;
import java.util.List;

/** One line of the mount table: a file system, or a part of it, at a place. */
public final class Mount {
    private final int id;
    private final int parent;
    private final Stat.Device device;
    private final byte[] root;
    private final byte[] point;
    private final String type;
    private final byte[] source;
    private final List<String> options;
    private final List<String> superOptions;

    Mount(MountLine line) {
        this.id = line.id();
        this.parent = line.parent();
        this.device = line.device();
        this.root = line.root();
        this.point = line.point();
        this.type = line.type();
        this.source = line.source();
        this.options = line.options();
        this.superOptions = line.superOptions();
    }

    /** As {@link Stat#mountId} tells it; used again after an unmount. */
    public int id() {
        return id;
    }

    /** The mount that this one is mounted in. */
    public int parent() {
        return parent;
    }

    /** Of the file system; one of several for btrfs, where every subvolume has its own. */
    public Stat.Device device() {
        return device;
    }

    /** The directory of the file system that is seen at the mount point: "/" unless it is bound. */
    public byte[] root() {
        return root.clone();
    }

    /** The path where it is mounted, as this process sees it. */
    public byte[] point() {
        return point.clone();
    }

    /** The type, such as ext4 or fuse.sshfs. */
    public String type() {
        return type;
    }

    /** The device's path, or what the file system says in its place. */
    public byte[] source() {
        return source.clone();
    }

    /** Options of the mount, such as ro or noatime. */
    public List<String> options() {
        return options;
    }

    /** Options of the file system, such as subvolid=256. */
    public List<String> superOptions() {
        return superOptions;
    }

    @Override
    public String toString() {
        return "mount %d (%s)".formatted(id, type);
    }
}
