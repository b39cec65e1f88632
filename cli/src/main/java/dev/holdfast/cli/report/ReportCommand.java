package dev.holdfast.cli.report;

import dev.holdfast.cli.access.VaultOpening;
import dev.holdfast.cli.access.VaultOptions;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.client.report.LocalReport;
import dev.holdfast.client.report.LocalReports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast report}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Shows how the last backups of this machine went, with the first names of what could"
                    + " not be read, and the warnings.",
            "They are kept on this machine, the last 200. The server has the figures too, and the"
                    + " rest sealed."
        })
public final class ReportCommand implements Callable<Integer> {
    @Mixin private VaultOptions vault = new VaultOptions();

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "so many (default: ${DEFAULT-VALUE})",
            defaultValue = "1")
    private int last = 1;

    @Option(names = "--json", description = "prints one JSON object for each run")
    private boolean json;

    private final Surroundings around;

    public ReportCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        if (last < 1) {
            throw new UsageException("--last takes a number above 0");
        }
        Path state =
                new VaultOpening(around, vault).open(VaultOpening.Purpose.READ).state().folder();
        List<LocalReport> reports = new LocalReports(state).last(last);
        if (reports.isEmpty()) {
            around.console().say("no backup has left a report here yet");
        }
        reports.forEach(this::show);
        return ExitCode.DONE.status();
    }

    private void show(LocalReport report) {
        if (json) {
            around.console().out().println(JsonLine.of(each -> ReportJson.write(each, report)));
        } else {
            RunText.lines(report).forEach(around.console().out()::println);
        }
    }
}
