package dev.holdfast.model.tree;

import dev.holdfast.model.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * When an entry was touched.
 *
 * @param modified of the content
 * @param changed of the inode: no program can set it, so it tells what is unchanged; {@link
 *     #UNSETTLED} when it does not
 * @param born where the file system keeps it
 */
public record Times(Timestamp modified, Timestamp changed, @Nullable Timestamp born) {
    /** In the place of a time that a later write need not move: what has it is read again. */
    public static final Timestamp UNSETTLED = new Timestamp(0, 0);

    /** The same, but not to be relied on for telling what is unchanged. */
    public Times unsettled() {
        return new Times(modified, UNSETTLED, born);
    }
}
