@NullMarked
package dev.holdfast.cli.program;

import org.jspecify.annotations.NullMarked;
