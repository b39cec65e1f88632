/** The commands of a client. Start at {@link dev.holdfast.cli.client.VaultAccess}. */
@NullMarked
package dev.holdfast.cli.client;

import org.jspecify.annotations.NullMarked;
