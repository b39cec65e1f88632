/**
 * Builds trees and extent lists of any size from entries and extents in order. Start at {@link
 * dev.holdfast.client.tree.DirectoryBuilder} and {@link dev.holdfast.client.tree.ContentBuilder}.
 */
@NullMarked
package dev.holdfast.client.tree;

import org.jspecify.annotations.NullMarked;
