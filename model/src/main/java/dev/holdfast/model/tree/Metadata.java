package dev.holdfast.model.tree;

import java.util.List;

/**
 * What Linux keeps about every kind of file.
 *
 * @param mode the twelve permission bits, with set-user-id, set-group-id and sticky
 * @param owner numeric; names are in the root
 * @param inode within its file system; unsigned
 * @param links the link count; 1 for a directory, whatever the file system says
 * @param flags inode flags worth keeping (FS_IOC_GETFLAGS: immutable, append-only, nodump, no-COW)
 * @param xattrs in order of their names; POSIX ACLs and capabilities are among them
 */
public record Metadata(
        int mode,
        Owner owner,
        Times times,
        long inode,
        long links,
        long flags,
        List<Xattr> xattrs) {
    public static final int MODE_MAX = 07777;

    /** The same with other times. */
    public Metadata with(Times others) {
        return new Metadata(mode, owner, others, inode, links, flags, xattrs);
    }

    public Metadata {
        if (mode < 0 || mode > MODE_MAX || links < 0 || flags < 0) {
            throw new IllegalArgumentException(
                    "impossible metadata: mode=%o links=%d flags=%x".formatted(mode, links, flags));
        }
        xattrs = List.copyOf(xattrs);
        for (int i = 1; i < xattrs.size(); i++) {
            if (xattrs.get(i - 1).name().compareTo(xattrs.get(i).name()) >= 0) {
                throw new IllegalArgumentException("extended attributes out of order");
            }
        }
    }
}
