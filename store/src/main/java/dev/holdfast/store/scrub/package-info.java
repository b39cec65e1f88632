/**
 * Looks for what has rotted in a vault, and for what is lost because of it, without a key. Start at
 * {@link dev.holdfast.store.scrub.Scrub}.
 */
@NullMarked
package dev.holdfast.store.scrub;

import org.jspecify.annotations.NullMarked;
