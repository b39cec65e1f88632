/**
 * The line that an administrator carries from a server to a new client. Start at {@link
 * dev.holdfast.protocol.invite.Invitation}.
 */
@NullMarked
package dev.holdfast.protocol.invite;

import org.jspecify.annotations.NullMarked;
