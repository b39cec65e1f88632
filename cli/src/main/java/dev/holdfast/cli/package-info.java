/** The command line: reads arguments, wires the parts by hand, prints. Start at {@link Main}. */
@NullMarked
package dev.holdfast.cli;

import org.jspecify.annotations.NullMarked;
