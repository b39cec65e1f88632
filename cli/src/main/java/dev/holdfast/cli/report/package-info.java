/**
 * What a client knows of its own runs, told to people and machines. Start at {@link
 * dev.holdfast.cli.report.ReportCommand}.
 */
@NullMarked
package dev.holdfast.cli.report;

import org.jspecify.annotations.NullMarked;
