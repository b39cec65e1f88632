package dev.holdfast.cli.backup;

import dev.holdfast.cli.access.VaultAccess;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.report.RunNotices;
import dev.holdfast.client.report.LocalReport;
import dev.holdfast.client.report.LocalReports;
import dev.holdfast.client.report.Recorder;
import dev.holdfast.platform.steps.StepResult;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * What is done when a run has ended, well or not: its report is kept, and whoever wants to know is
 * told. Whatever goes wrong with that changes nothing about the run.
 *
 * @param recorder of the run
 */
record RunEnd(Surroundings around, VaultAccess access, Recorder recorder) {
    /** Hears of steps in place of another, and notes what went wrong and what they said. */
    Consumer<StepResult> noting(BackupReport report) {
        return result -> {
            if (!result.succeeded()) {
                recorder.said(result.sentence());
            }
            result.lines().forEach(line -> recorder.said(result.step().name() + ": " + line));
            report.step(result);
        };
    }

    void tell(Recorder.Ending ending) {
        Instant now = around.clock().instant();
        LocalReport report = recorder.report(ending, now);
        try {
            new LocalReports(access.state().folder()).add(report, now);
        } catch (IOException full) {
            around.console().say("WARNING: the run's report cannot be kept: " + full.getMessage());
        }
        try {
            new RunNotices(access.config().notices(), access.state().folder())
                    .tell(report, now)
                    .forEach(wrong -> around.console().say("WARNING: " + wrong));
        } catch (IOException full) {
            around.console().say("WARNING: nobody can be told of the run: " + full.getMessage());
        }
    }
}
