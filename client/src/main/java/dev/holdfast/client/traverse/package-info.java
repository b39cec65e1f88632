/**
 * Goes through the trees of a snapshot, however deep and broad, with few requests and bounded
 * memory. Start at {@link dev.holdfast.client.traverse.Traversal}.
 */
@NullMarked
package dev.holdfast.client.traverse;

import org.jspecify.annotations.NullMarked;
