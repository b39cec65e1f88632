package dev.holdfast.filesystem.recreate;

import dev.holdfast.filesystem.recreate.Shortfalls.Kind;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Owner;
import dev.holdfast.model.tree.Xattr;
import dev.holdfast.platform.linux.Attributes;
import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.Errno;
import dev.holdfast.platform.linux.ErrnoException;
import dev.holdfast.platform.linux.FileType;
import dev.holdfast.platform.linux.Stat;
import dev.holdfast.platform.linux.Xattrs;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sets all that a file carries beside its content, in the one order in which nothing undoes what
 * was set before:
 *
 * <ol>
 *   <li>the owner, as a change takes away set-user-id bits and capabilities;
 *   <li>attributes, while the file can still be written by its owner;
 *   <li>permissions, then ACLs, whose mask is a part of the permissions;
 *   <li>the time of modification;
 *   <li>inode flags, once the file has its name: an immutable file takes none of all this.
 * </ol>
 *
 * What cannot be set is noted, and the rest is set all the same.
 */
final class AttributeSetter {
    private static final int SET_ID_BITS = 06000;
    private static final int LATE_FLAGS =
            Attributes.FLAG_IMMUTABLE | Attributes.FLAG_APPEND_ONLY | Attributes.FLAG_NO_DUMP;

    private static final Bytes CAPABILITY = Bytes.utf8("security.capability");
    private static final Bytes ACL_ACCESS = Bytes.utf8("system.posix_acl_access");
    private static final Bytes ACL_DEFAULT = Bytes.utf8("system.posix_acl_default");
    private static final byte[] USER_NAMESPACE = "user.".getBytes(StandardCharsets.US_ASCII);

    private final Shortfalls shortfalls;
    private final Descriptor file;
    private final Metadata metadata;

    /** The file is open, or was found; flags can be set only on an open one. */
    AttributeSetter(Shortfalls shortfalls, Descriptor file, Metadata metadata) {
        this.shortfalls = shortfalls;
        this.file = file;
        this.metadata = metadata;
    }

    /**
     * Who owns a file that was just made where nothing is inherited: it has no attributes of which
     * we do not know.
     */
    record Newborn(long user, long group) {}

    /** Sets all but the flags. */
    void setAll() throws ErrnoException {
        Stat stat = Stat.of(file);
        boolean owned = setOwner(new Newborn(stat.owner(), stat.group()));
        removeOthers();
        setRest(owned, stat.type());
    }

    /** Sets all but the flags, without looking at what is known. */
    void setAll(Newborn newborn, FileType type) throws ErrnoException {
        setRest(setOwner(newborn), type);
    }

    private void setRest(boolean owned, FileType type) throws ErrnoException {
        setXattrs(Turn.BEFORE_PERMISSIONS);
        if (type != FileType.SYMLINK) {
            setPermissions(owned);
        }
        setXattrs(Turn.AFTER_PERMISSIONS);
        Timestamp modified = metadata.times().modified();
        Stat.Time time = new Stat.Time(modified.seconds(), modified.nanoseconds());
        trying(Kind.TIMES, () -> Attributes.setModified(file, time));
    }

    /** Sets the flags; for open regular files and directories only. */
    void setFlags() throws ErrnoException {
        int flags = (int) metadata.flags() & LATE_FLAGS;
        if (flags != 0) {
            trying(Kind.FLAGS, () -> Attributes.setFlags(file, Attributes.flags(file) | flags));
        }
    }

    /** Sets the flag that counts only if it is set before the first byte. */
    void setEarlyFlags() throws ErrnoException {
        int flags = (int) metadata.flags() & Attributes.FLAG_NO_COPY_ON_WRITE;
        if (flags != 0) {
            trying(Kind.FLAGS, () -> Attributes.setFlags(file, Attributes.flags(file) | flags));
        }
    }

    /** Returns whether both are right in the end. */
    private boolean setOwner(Newborn now) throws ErrnoException {
        Owner owner = metadata.owner();
        boolean userRight = now.user() == owner.user();
        if (userRight && now.group() == owner.group()) {
            return true;
        }
        if (owner.user() == Owner.ID_MAX || owner.group() == Owner.ID_MAX) {
            shortfalls.add(Kind.OWNER, "cannot set owner of %s: nobody's number".formatted(file));
            return false;
        }
        if (trying(Kind.OWNER, () -> Attributes.setOwner(file, owner.user(), owner.group()))) {
            return true;
        }
        setGroupAlone(now, owner);
        return false;
    }

    /** Who is not root may still give files to groups of their own. */
    private void setGroupAlone(Newborn now, Owner owner) throws ErrnoException {
        try {
            Attributes.setOwner(file, now.user(), owner.group());
        } catch (ErrnoException e) {
            rethrowIfFatal(e);
        }
    }

    /** A program must not run as somebody whom it was never made for. */
    private void setPermissions(boolean owned) throws ErrnoException {
        int wanted = metadata.mode();
        int safe = owned ? wanted : wanted & ~SET_ID_BITS;
        if (safe != wanted) {
            shortfalls.add(
                    Kind.PERMISSIONS,
                    "cannot set set-user-id bits of %s: owner could not be set".formatted(file));
        }
        trying(Kind.PERMISSIONS, () -> Attributes.setPermissions(file, safe));
    }

    /** Takes away ACLs that the directory passed on, and what a directory that existed had. */
    private void removeOthers() throws ErrnoException {
        Set<Bytes> wanted = new HashSet<>();
        metadata.xattrs().forEach(xattr -> wanted.add(xattr.name()));
        for (byte[] name : present()) {
            Bytes attribute = Bytes.copyOf(name);
            if (!wanted.contains(attribute) && (isAcl(attribute) || isUsers(name))) {
                trying(kind(attribute), () -> Xattrs.remove(file, name));
            }
        }
    }

    private List<byte[]> present() throws ErrnoException {
        try {
            return Xattrs.names(file);
        } catch (ErrnoException e) {
            rethrowIfFatal(e);
            return List.of();
        }
    }

    private enum Turn {
        BEFORE_PERMISSIONS,
        AFTER_PERMISSIONS
    }

    private void setXattrs(Turn turn) throws ErrnoException {
        for (Xattr xattr : metadata.xattrs()) {
            boolean late = isAcl(xattr.name());
            if (late == (turn == Turn.AFTER_PERMISSIONS)) {
                byte[] name = xattr.name().toArray();
                byte[] value = xattr.value().toArray();
                trying(kind(xattr.name()), () -> Xattrs.set(file, name, value));
            }
        }
    }

    private static boolean isAcl(Bytes name) {
        return name.equals(ACL_ACCESS) || name.equals(ACL_DEFAULT);
    }

    private static boolean isUsers(byte[] name) {
        int length = USER_NAMESPACE.length;
        return name.length > length && Arrays.equals(name, 0, length, USER_NAMESPACE, 0, length);
    }

    private static Kind kind(Bytes name) {
        if (isAcl(name)) {
            return Kind.ACL;
        }
        return name.equals(CAPABILITY) ? Kind.CAPABILITY : Kind.XATTR;
    }

    private interface Setting {
        void set() throws ErrnoException;
    }

    /** Returns whether it was set. */
    private boolean trying(Kind kind, Setting setting) throws ErrnoException {
        try {
            setting.set();
            return true;
        } catch (ErrnoException e) {
            rethrowIfFatal(e);
            shortfalls.add(kind, e.getMessage());
            return false;
        }
    }

    /** A device that fails concerns more than this attribute. A full one may hold files yet. */
    private static void rethrowIfFatal(ErrnoException e) throws ErrnoException {
        if (e.errno() == Errno.EIO || e.errno() == Errno.EROFS) {
            throw e;
        }
    }
}
