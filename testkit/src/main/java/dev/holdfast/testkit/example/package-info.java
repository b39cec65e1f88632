/** The example configurations in {@code docs/examples}, for whoever parses such files. */
@NullMarked
package dev.holdfast.testkit.example;

import org.jspecify.annotations.NullMarked;
