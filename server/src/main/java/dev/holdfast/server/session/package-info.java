/**
 * One connection of a client, from greeting to report: every request is answered, refused with its
 * reason, or failed with a sentence. Nothing here is shared between sessions. Start at {@link
 * dev.holdfast.server.session.Session}.
 */
@NullMarked
package dev.holdfast.server.session;

import org.jspecify.annotations.NullMarked;
