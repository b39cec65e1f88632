/**
 * Puts what the walk meets together to trees, and to the cache for the next run. Start at {@link
 * dev.holdfast.client.assembly.Assembly}.
 */
@NullMarked
package dev.holdfast.client.assembly;

import org.jspecify.annotations.NullMarked;
