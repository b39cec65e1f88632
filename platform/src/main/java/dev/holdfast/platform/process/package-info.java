/**
 * Runs other programs: ssh with its pipes, and small commands for their output. Start at {@code
 * ChildProcess}.
 */
@NullMarked
package dev.holdfast.platform.process;

import org.jspecify.annotations.NullMarked;
