/**
 * What an administrator may say in {@code server.toml}. Start at {@link
 * dev.holdfast.server.config.ServerConfig}.
 */
@NullMarked
package dev.holdfast.server.config;

import org.jspecify.annotations.NullMarked;
