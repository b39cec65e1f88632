/** What a standard stream is when it is a terminal. Start at {@code Terminal}. */
@NullMarked
package dev.holdfast.platform.terminal;

import org.jspecify.annotations.NullMarked;
