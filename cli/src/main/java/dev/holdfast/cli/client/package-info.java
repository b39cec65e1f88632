/**
 * The commands of a client, all of them, and those by which it comes to its vault and keeps it.
 * Start at {@link dev.holdfast.cli.client.ClientCommands}.
 */
@NullMarked
package dev.holdfast.cli.client;

import org.jspecify.annotations.NullMarked;
