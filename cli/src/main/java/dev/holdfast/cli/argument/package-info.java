/** What people type, and what they mean by it. */
@NullMarked
package dev.holdfast.cli.argument;

import org.jspecify.annotations.NullMarked;
