/**
 * What the program shows and reads on a terminal. Start at {@link
 * dev.holdfast.cli.console.Console}.
 */
@NullMarked
package dev.holdfast.cli.console;

import org.jspecify.annotations.NullMarked;
