/**
 * What a backup says about files: entries, their content, and the trees, lists and root that hold
 * them, with their one encoding. Start at {@link Entry} and {@link TreeFormat}.
 */
@NullMarked
package dev.holdfast.model.tree;

import org.jspecify.annotations.NullMarked;
