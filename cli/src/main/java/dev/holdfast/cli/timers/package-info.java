/** The timers by which a machine is backed up by itself, as commands see them. */
@NullMarked
package dev.holdfast.cli.timers;

import org.jspecify.annotations.NullMarked;
