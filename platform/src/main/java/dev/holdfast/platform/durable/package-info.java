/**
 * One folder of a file system whose changes survive a crash when they were synced, and only then.
 * Nothing else knows how a file is replaced safely. Start at {@link Volume}.
 */
@NullMarked
package dev.holdfast.platform.durable;

import org.jspecify.annotations.NullMarked;
