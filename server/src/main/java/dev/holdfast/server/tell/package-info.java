/**
 * Puts what people and programs are to be told into the outbox. Start at {@link
 * dev.holdfast.server.tell.Tidings}.
 */
@NullMarked
package dev.holdfast.server.tell;

import org.jspecify.annotations.NullMarked;
