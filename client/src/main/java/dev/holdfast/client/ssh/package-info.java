/**
 * Reaches a server by the {@code ssh} program, with keys of our own and nothing of the user's
 * settings, and says in sentences why it could not. Start at {@link
 * dev.holdfast.client.ssh.SshTransport}.
 */
@NullMarked
package dev.holdfast.client.ssh;

import org.jspecify.annotations.NullMarked;
