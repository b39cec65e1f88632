/** How a command gets to a vault. Start at {@link dev.holdfast.cli.access.VaultOpening}. */
@NullMarked
package dev.holdfast.cli.access;

import org.jspecify.annotations.NullMarked;
