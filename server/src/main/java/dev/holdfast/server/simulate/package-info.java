/**
 * Runs the server's own decisions over made-up backups of years to come. Start at {@link
 * dev.holdfast.server.simulate.Simulation}.
 */
@NullMarked
package dev.holdfast.server.simulate;

import org.jspecify.annotations.NullMarked;
