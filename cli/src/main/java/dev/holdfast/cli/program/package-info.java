/** The program as it lies on this host, which keys and timers start. */
@NullMarked
package dev.holdfast.cli.program;

import org.jspecify.annotations.NullMarked;
