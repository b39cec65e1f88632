/**
 * The commands of the server: parse, call, print. Start at {@link
 * dev.holdfast.cli.server.ServerCommands}.
 */
@NullMarked
package dev.holdfast.cli.server;

import org.jspecify.annotations.NullMarked;
