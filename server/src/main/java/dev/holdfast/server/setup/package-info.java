/**
 * Makes a host a server: user, folders, configuration, sshd's drop-in. Looks, plans purely, shows,
 * then acts; a second time it finds nothing to do. Start at {@link
 * dev.holdfast.server.setup.Setup}.
 */
@NullMarked
package dev.holdfast.server.setup;

import org.jspecify.annotations.NullMarked;
