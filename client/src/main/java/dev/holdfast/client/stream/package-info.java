/**
 * Saves what a program writes, as if it were a file. Start at {@link
 * dev.holdfast.client.stream.StreamedFile}.
 */
@NullMarked
package dev.holdfast.client.stream;

import org.jspecify.annotations.NullMarked;
