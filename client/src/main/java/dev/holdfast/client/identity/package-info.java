/**
 * What a client that is set up keeps in its state folder: who it is, its keys, and the last root of
 * each series. Start at {@link dev.holdfast.client.identity.StateFolder}.
 */
@NullMarked
package dev.holdfast.client.identity;

import org.jspecify.annotations.NullMarked;
