package dev.holdfast.model.tree;

/** Numeric user and group, each 0 to 2³²−1. */
public record Owner(long user, long group) {
    public static final long ID_MAX = 0xffff_ffffL;

    public Owner {
        if (user < 0 || user > ID_MAX || group < 0 || group > ID_MAX) {
            throw new IllegalArgumentException("impossible owner %d:%d".formatted(user, group));
        }
    }
}
