/**
 * What sessions did, for the administrator. Start at {@link dev.holdfast.server.log.SessionLog}.
 */
@NullMarked
package dev.holdfast.server.log;

import org.jspecify.annotations.NullMarked;
