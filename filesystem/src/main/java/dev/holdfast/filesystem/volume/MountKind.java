package dev.holdfast.filesystem.volume;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What kind of thing is behind a mount, told by its type alone. */
public enum MountKind {
    /** On a disc of this machine: what a backup of the machine is about. */
    LOCAL(
            "bcachefs btrfs exfat ext2 ext3 ext4 f2fs fuseblk hfs hfsplus jffs2 jfs "
                    + "minix msdos nilfs2 ntfs ntfs3 reiser4 reiserfs ubifs ufs vfat xfs zfs"),

    /** On another machine, which has a backup of its own. */
    NETWORK(
            "9p afs ceph cifs coda fuse gfs gfs2 glusterfs lustre ncpfs nfs nfs4 ocfs2 "
                    + "orangefs prl_fs smb3 smbfs vboxsf virtiofs vmhgfs"),

    /** In memory: gone with the next start. */
    MEMORY("devtmpfs ramfs tmpfs"),

    /** Made up by the kernel or a program while one looks. */
    VIRTUAL(
            "autofs binder binfmt_misc bpf cgroup cgroup2 configfs cpuset debugfs "
                    + "devpts dlmfs efivarfs fusectl hugetlbfs mqueue nfsd nsfs openpromfs pipefs "
                    + "proc pstore resctrl rootfs rpc_pipefs securityfs selinuxfs smackfs sysfs "
                    + "tracefs usbfs xenfs"),

    /** An image that was made once and is only read: its source is elsewhere. */
    IMAGE("cramfs erofs iso9660 romfs squashfs udf"),

    /** Layers of other directories, which are met themselves. */
    LAYERED("aufs ecryptfs overlay unionfs"),

    /** None that we know of. */
    UNKNOWN("");

    /** A program behind a mount is a network's more often than not. */
    private static final String PROGRAM_PREFIX = "fuse.";

    private static final Map<String, MountKind> BY_TYPE = byType();

    /** As they stand in the mount table, parted by spaces. */
    private final String types;

    MountKind(String types) {
        this.types = types;
    }

    private static Map<String, MountKind> byType() {
        Map<String, MountKind> kinds = new HashMap<>();
        for (MountKind kind : values()) {
            Arrays.stream(kind.types.split(" ")).forEach(type -> kinds.put(type, kind));
        }
        return Map.copyOf(kinds);
    }

    /** The kind of a type as it stands in the mount table, such as ext4 or fuse.sshfs. */
    public static MountKind of(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        if (lower.startsWith(PROGRAM_PREFIX)) {
            return NETWORK;
        }
        return BY_TYPE.getOrDefault(lower, UNKNOWN);
    }
}
