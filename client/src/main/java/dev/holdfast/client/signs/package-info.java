/**
 * What directories say of themselves: files of rules, tags of caches, and that they are vaults.
 * Start at {@link dev.holdfast.client.signs.Signs}.
 */
@NullMarked
package dev.holdfast.client.signs;

import org.jspecify.annotations.NullMarked;
