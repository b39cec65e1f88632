/** Fills files and streams with content. Start at {@link dev.holdfast.client.fill.ContentFetch}. */
@NullMarked
package dev.holdfast.client.fill;

import org.jspecify.annotations.NullMarked;
