/**
 * The file from which sshd knows the clients' keys, and what each key may run. Start at {@link
 * dev.holdfast.server.access.AccessFile}.
 */
@NullMarked
package dev.holdfast.server.access;

import org.jspecify.annotations.NullMarked;
