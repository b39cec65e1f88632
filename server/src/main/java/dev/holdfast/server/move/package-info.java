/**
 * Takes a server to another host: what it is to its clients, without their backups. Start at {@link
 * dev.holdfast.server.move.ServerExport}.
 */
@NullMarked
package dev.holdfast.server.move;

import org.jspecify.annotations.NullMarked;
