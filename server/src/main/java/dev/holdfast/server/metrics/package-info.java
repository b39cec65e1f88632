/**
 * A server's figures for a collector such as Prometheus. Start at {@link
 * dev.holdfast.server.metrics.Metrics}.
 */
@NullMarked
package dev.holdfast.server.metrics;

import org.jspecify.annotations.NullMarked;
