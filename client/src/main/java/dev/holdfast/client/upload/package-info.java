/** Brings objects into a vault. Start at {@link dev.holdfast.client.upload.ObjectWriter}. */
@NullMarked
package dev.holdfast.client.upload;

import org.jspecify.annotations.NullMarked;
