/**
 * Which paths and file systems are to be saved. Pure: no disc. Start at {@link
 * dev.holdfast.client.selection.Selection}.
 */
@NullMarked
package dev.holdfast.client.selection;

import org.jspecify.annotations.NullMarked;
