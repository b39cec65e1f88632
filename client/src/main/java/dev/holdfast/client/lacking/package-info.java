/**
 * What a target has and a snapshot lacks, and which of it may go. Start at {@link
 * dev.holdfast.client.lacking.Deletable}.
 */
@NullMarked
package dev.holdfast.client.lacking;

import org.jspecify.annotations.NullMarked;
