/**
 * What the server did and what clients had it do, for the administrator. Start at {@link
 * dev.holdfast.server.log.SessionLog}.
 */
@NullMarked
package dev.holdfast.server.log;

import org.jspecify.annotations.NullMarked;
