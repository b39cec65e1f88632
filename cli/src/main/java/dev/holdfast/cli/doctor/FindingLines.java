package dev.holdfast.cli.doctor;

import dev.holdfast.cli.console.Console;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.model.finding.Finding;
import java.util.List;
import picocli.CommandLine.Option;

/** Tells findings, a line each: to people, or to programs. */
public final class FindingLines {
    @Option(names = "--json", description = "prints one JSON object for each check")
    private boolean json;

    /**
     * Does so.
     *
     * @return failed, if there is a problem among them
     */
    public ExitCode print(Console console, List<Finding> findings) {
        for (Finding each : findings) {
            switch (each) {
                case Finding.Well well -> print(console, "ok", well, "");
                case Finding.Warning warning -> print(console, "warning", each, warning.remedy());
                case Finding.Problem problem -> print(console, "problem", each, problem.remedy());
            }
        }
        boolean isWell = findings.stream().noneMatch(Finding.Problem.class::isInstance);
        return isWell ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void print(Console console, String level, Finding finding, String remedy) {
        if (json) {
            console.out()
                    .println(
                            JsonLine.of(fields -> {
                                fields.writeStringField("check", finding.check());
                                fields.writeStringField("level", level);
                                fields.writeStringField("sentence", finding.sentence());
                                if (!remedy.isEmpty()) {
                                    fields.writeStringField("remedy", remedy);
                                }
                            }));
            return;
        }
        String sentence = finding.sentence() + (remedy.isEmpty() ? "" : " -> " + remedy);
        console.out().printf("%-8s %-14s %s%n", level, finding.check(), sentence);
    }
}
