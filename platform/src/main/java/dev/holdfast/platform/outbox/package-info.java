/**
 * What is to be told to others waits here until they take it. Start at {@link
 * dev.holdfast.platform.outbox.Outbox}.
 */
@NullMarked
package dev.holdfast.platform.outbox;

import org.jspecify.annotations.NullMarked;
