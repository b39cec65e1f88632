/**
 * The few forms of OpenSSH's files that a key needs on its way. Start at {@link
 * dev.holdfast.protocol.ssh.PublicKeyLine}.
 */
@NullMarked
package dev.holdfast.protocol.ssh;

import org.jspecify.annotations.NullMarked;
