/**
 * Runs what an administrator wants done before and after something: executables of a folder, and
 * commands. Start at {@link dev.holdfast.platform.steps.StepRunner}.
 */
@NullMarked
package dev.holdfast.platform.steps;

import org.jspecify.annotations.NullMarked;
