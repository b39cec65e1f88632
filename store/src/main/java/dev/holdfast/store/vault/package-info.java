/** The one way into a vault on disc. Start at {@link Vault}. */
@NullMarked
package dev.holdfast.store.vault;

import org.jspecify.annotations.NullMarked;
