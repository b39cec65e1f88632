package dev.holdfast.client.restore;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Owner;
import dev.holdfast.model.tree.Xattr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * Whose files become whose. By number they stay what they were; by name the users and groups of the
 * snapshot become those of this machine that have the same names, where there are such.
 */
public record Owners(Map<Long, Long> users, Map<Long, Long> groups) {
    public static final Owners NUMERIC = new Owners(Map.of(), Map.of());

    private static final Bytes ACL_ACCESS = Bytes.utf8("system.posix_acl_access");
    private static final Bytes ACL_DEFAULT = Bytes.utf8("system.posix_acl_default");

    // struct posix_acl_xattr_header, then entries of tag, permissions and id, all little-endian.
    private static final int ACL_HEADER_SIZE = 4;
    private static final int ACL_ENTRY_SIZE = 8;
    private static final int ACL_ID_OFFSET = 4;
    private static final int ACL_USER = 0x02;
    private static final int ACL_GROUP = 0x08;

    public Owners {
        users = Map.copyOf(users);
        groups = Map.copyOf(groups);
    }

    /** As it is to be here: owner, and the users and groups that ACLs name. */
    Metadata local(Metadata saved) {
        if (users.isEmpty() && groups.isEmpty()) {
            return saved;
        }
        Owner owner = new Owner(user(saved.owner().user()), group(saved.owner().group()));
        List<Xattr> xattrs = saved.xattrs().stream().map(this::local).toList();
        return new Metadata(
                saved.mode(),
                owner,
                saved.times(),
                saved.inode(),
                saved.links(),
                saved.flags(),
                xattrs);
    }

    private long user(long saved) {
        return users.getOrDefault(saved, saved);
    }

    private long group(long saved) {
        return groups.getOrDefault(saved, saved);
    }

    private Xattr local(Xattr xattr) {
        boolean acl = xattr.name().equals(ACL_ACCESS) || xattr.name().equals(ACL_DEFAULT);
        return acl ? new Xattr(xattr.name(), localAcl(xattr.value())) : xattr;
    }

    private Bytes localAcl(Bytes acl) {
        ByteBuffer entries = ByteBuffer.wrap(acl.toArray()).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = ACL_HEADER_SIZE; at + ACL_ENTRY_SIZE <= entries.limit(); ) {
            switch (entries.getShort(at)) {
                case ACL_USER -> change(entries, at + ACL_ID_OFFSET, this::user);
                case ACL_GROUP -> change(entries, at + ACL_ID_OFFSET, this::group);
                default -> {} // the owner, the mask, the others: no number counts
            }
            at += ACL_ENTRY_SIZE;
        }
        return Bytes.copyOf(entries.array());
    }

    private static void change(ByteBuffer entries, int at, LongUnaryOperator local) {
        long saved = Integer.toUnsignedLong(entries.getInt(at));
        entries.putInt(at, (int) local.applyAsLong(saved));
    }
}
