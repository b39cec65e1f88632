/**
 * Micro-benchmarks of the work that a backup consists of. {@code bench/micro} runs them, on {@link
 * Material} that it has made. Each counts pieces of work a second: MiB, entries, ids or records.
 */
@NullMarked
package dev.holdfast.benchmark;

import org.jspecify.annotations.NullMarked;
