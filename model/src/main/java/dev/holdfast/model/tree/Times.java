package dev.holdfast.model.tree;

import dev.holdfast.model.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * @param modified of the content
 * @param changed of the inode: no program can set it, so it tells what is unchanged
 * @param born where the file system keeps it
 */
public record Times(Timestamp modified, Timestamp changed, @Nullable Timestamp born) {}
