/**
 * Who is backed up here: one small file a client. Start at {@link
 * dev.holdfast.server.client.Registry}.
 */
@NullMarked
package dev.holdfast.server.client;

import org.jspecify.annotations.NullMarked;
