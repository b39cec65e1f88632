/**
 * A machine with an invitation becomes a client. Start at {@link
 * dev.holdfast.server.enrol.Enroller}.
 */
@NullMarked
package dev.holdfast.server.enrol;

import org.jspecify.annotations.NullMarked;
