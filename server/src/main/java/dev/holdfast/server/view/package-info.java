/**
 * All that is worth knowing of a server at one moment, for whoever shows it. Start at {@link
 * dev.holdfast.server.view.ServerView}.
 */
@NullMarked
package dev.holdfast.server.view;

import org.jspecify.annotations.NullMarked;
