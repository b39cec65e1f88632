/**
 * Reads the trees of this machine as they are: names, attributes and content, never through a link
 * that somebody put in the way. What may go wrong while files change is a value, {@link
 * dev.holdfast.filesystem.capture.Captured}. Start at {@link
 * dev.holdfast.filesystem.capture.SourceDirectory}.
 */
@NullMarked
package dev.holdfast.filesystem.capture;

import org.jspecify.annotations.NullMarked;
