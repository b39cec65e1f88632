/**
 * Reads a vault back and proves it with the key. Start at {@link
 * dev.holdfast.client.check.CheckRun}.
 */
@NullMarked
package dev.holdfast.client.check;

import org.jspecify.annotations.NullMarked;
