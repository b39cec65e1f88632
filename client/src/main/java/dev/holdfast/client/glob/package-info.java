/** Wildcards over bytes. Start at {@link dev.holdfast.client.glob.Glob}. */
@NullMarked
package dev.holdfast.client.glob;

import org.jspecify.annotations.NullMarked;
