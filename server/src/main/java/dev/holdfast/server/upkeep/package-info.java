/**
 * Carries out what retention, allowance and space decide, on the vaults of a server or on one in a
 * plain folder. Start at {@link dev.holdfast.server.upkeep.Upkeep}.
 */
@NullMarked
package dev.holdfast.server.upkeep;

import org.jspecify.annotations.NullMarked;
