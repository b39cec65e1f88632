/**
 * Makes a machine a client: of a server, or of a vault in a folder. Ports ask and tell; nothing is
 * printed. Start at {@link dev.holdfast.client.setup.Setup}.
 */
@NullMarked
package dev.holdfast.client.setup;

import org.jspecify.annotations.NullMarked;
