/**
 * Goes ahead of a backup's walk, and saves nothing: to tell how much there will be, and so that
 * what is read has left the disc by then.
 */
@NullMarked
package dev.holdfast.client.ahead;

import org.jspecify.annotations.NullMarked;
