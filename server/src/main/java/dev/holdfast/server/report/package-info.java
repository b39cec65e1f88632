/**
 * What clients reported of their runs: figures in clear, logs that only they can open. Start at
 * {@link dev.holdfast.server.report.Reports}.
 */
@NullMarked
package dev.holdfast.server.report;

import org.jspecify.annotations.NullMarked;
