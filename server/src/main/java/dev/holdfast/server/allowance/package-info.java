/**
 * Decides how much a client may bring before it counts as surplus, and remembers what it brought.
 * Start at {@link dev.holdfast.server.allowance.Account}.
 */
@NullMarked
package dev.holdfast.server.allowance;

import org.jspecify.annotations.NullMarked;
