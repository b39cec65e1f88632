/** Sends no faster than somebody wants. Start at {@link dev.holdfast.client.pace.UploadLimit}. */
@NullMarked
package dev.holdfast.client.pace;

import org.jspecify.annotations.NullMarked;
