/**
 * What tests of several modules need: builders, seeds, fakes of the world that can fail, and the
 * contract suites of ports. Start at {@link Records} and {@link SimulatedVolume}.
 */
@NullMarked
package dev.holdfast.testkit;

import org.jspecify.annotations.NullMarked;
