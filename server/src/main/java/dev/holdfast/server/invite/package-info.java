/**
 * Invitations that were given out: each lets one machine enrol once. Start at {@link
 * dev.holdfast.server.invite.Inviter}.
 */
@NullMarked
package dev.holdfast.server.invite;

import org.jspecify.annotations.NullMarked;
