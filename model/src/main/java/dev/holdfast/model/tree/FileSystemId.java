package dev.holdfast.model.tree;

/**
 * What a file system is called for as long as it lives; inodes mean something only within one.
 *
 * @param type as in the mount table, such as {@code ext4}
 * @param uuid as {@code blkid} prints it, or what stands in for it where there is none
 * @param subvolume of btrfs; 0 elsewhere
 */
public record FileSystemId(String type, String uuid, long subvolume) {
    public static final int TEXT_LENGTH_MAX = 255;

    public FileSystemId {
        if (type.length() > TEXT_LENGTH_MAX || uuid.length() > TEXT_LENGTH_MAX) {
            throw new IllegalArgumentException("file system identity is too long");
        }
    }
}
