/** What the first words of a command line lead to. */
@NullMarked
package dev.holdfast.cli.command;

import org.jspecify.annotations.NullMarked;
