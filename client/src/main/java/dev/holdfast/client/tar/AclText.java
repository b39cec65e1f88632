package dev.holdfast.client.tar;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.StringJoiner;

/** A POSIX ACL as text, as star and GNU tar keep it; users and groups by number. */
final class AclText {
    // struct posix_acl_xattr_header, then entries of tag, permissions and id, all little-endian.
    private static final int HEADER_SIZE = 4;
    private static final int ENTRY_SIZE = 8;

    private AclText() {}

    static String of(byte[] acl) {
        ByteBuffer entries = ByteBuffer.wrap(acl).order(ByteOrder.LITTLE_ENDIAN);
        StringJoiner text = new StringJoiner(",");
        for (int at = HEADER_SIZE; at + ENTRY_SIZE <= acl.length; at += ENTRY_SIZE) {
            long id = Integer.toUnsignedLong(entries.getInt(at + 4));
            String who =
                    switch (entries.getShort(at)) {
                        case 0x01 -> "user:";
                        case 0x02 -> "user:" + id;
                        case 0x04 -> "group:";
                        case 0x08 -> "group:" + id;
                        case 0x10 -> "mask:";
                        default -> "other:";
                    };
            text.add(who + ":" + permissions(entries.getShort(at + 2)));
        }
        return text.toString();
    }

    private static String permissions(int bits) {
        return ((bits & 4) != 0 ? "r" : "-")
                + ((bits & 2) != 0 ? "w" : "-")
                + ((bits & 1) != 0 ? "x" : "-");
    }
}
