/**
 * The client's view of a vault: objects go in sealed and come out proven. Start at {@link
 * dev.holdfast.client.vault.ObjectWriter} and {@link dev.holdfast.client.vault.ObjectReader}.
 */
@NullMarked
package dev.holdfast.client.vault;

import org.jspecify.annotations.NullMarked;
