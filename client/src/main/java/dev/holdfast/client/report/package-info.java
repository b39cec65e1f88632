/**
 * What becomes of a run of this client, noted as it goes, kept on the client, and told to the
 * server. Start at {@link dev.holdfast.client.report.Recorder}.
 */
@NullMarked
package dev.holdfast.client.report;

import org.jspecify.annotations.NullMarked;
