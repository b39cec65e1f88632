/**
 * Brings objects out of a vault, opened and proven: one after another with {@link
 * dev.holdfast.client.download.ObjectReader}, or many at once with {@link
 * dev.holdfast.client.download.BulkReader}.
 */
@NullMarked
package dev.holdfast.client.download;

import org.jspecify.annotations.NullMarked;
