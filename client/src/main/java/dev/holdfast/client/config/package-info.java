/**
 * Where a client keeps what is its own, and what {@code client.toml} says. Start at {@link
 * dev.holdfast.client.config.ClientConfig}.
 */
@NullMarked
package dev.holdfast.client.config;

import org.jspecify.annotations.NullMarked;
