/** The way to a vault. Start at {@link dev.holdfast.client.vault.VaultConnection}. */
@NullMarked
package dev.holdfast.client.vault;

import org.jspecify.annotations.NullMarked;
