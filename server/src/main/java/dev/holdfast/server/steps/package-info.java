/**
 * What is run on the server before and after a client's backup. Start at {@link
 * dev.holdfast.server.steps.SteppedSteward}.
 */
@NullMarked
package dev.holdfast.server.steps;

import org.jspecify.annotations.NullMarked;
