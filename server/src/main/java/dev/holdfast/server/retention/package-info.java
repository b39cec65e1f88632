/**
 * Decides in which order the snapshots of a series would go, and which never. Pure: no clock, no
 * disc. Start at {@link dev.holdfast.server.retention.Retention}.
 */
@NullMarked
package dev.holdfast.server.retention;

import org.jspecify.annotations.NullMarked;
