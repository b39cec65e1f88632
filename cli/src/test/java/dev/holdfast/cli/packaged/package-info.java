/**
 * What {@code ./package} builds, installed as people install it: on a fresh Debian without Java.
 * Start at {@link PackageTest}.
 */
@NullMarked
package dev.holdfast.cli.packaged;

import org.jspecify.annotations.NullMarked;
