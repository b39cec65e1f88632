package dev.holdfast.model.tree;

import dev.holdfast.model.Bytes;

/** An extended attribute: name with its namespace, and value. */
public record Xattr(Bytes name, Bytes value) {
    /** XATTR_NAME_MAX of Linux. */
    public static final int NAME_LENGTH_MAX = 255;

    /** XATTR_SIZE_MAX of Linux. */
    public static final int VALUE_LENGTH_MAX = 65_536;

    public Xattr {
        if (name.length() == 0
                || name.length() > NAME_LENGTH_MAX
                || value.length() > VALUE_LENGTH_MAX) {
            throw new IllegalArgumentException("impossible extended attribute '" + name + "'");
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.at(i) == 0) {
                throw new IllegalArgumentException("extended attribute with a NUL in its name");
            }
        }
    }
}
