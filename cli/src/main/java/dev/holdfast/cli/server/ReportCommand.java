package dev.holdfast.cli.server;

import dev.holdfast.cli.console.Console;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.model.Series;
import dev.holdfast.model.Timestamp;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.digest.ReportPage;
import dev.holdfast.server.report.Reports;
import dev.holdfast.server.report.RunReport;
import dev.holdfast.server.upkeep.Household;
import dev.holdfast.server.upkeep.Tenant;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holdfast server report}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Shows how the last runs of clients went: what they say, and what the server knows.",
            "Names and messages are sealed: 'holdfast report' shows them on the client."
        })
final class ReportCommand implements Callable<Integer> {
    private static final String FORM = "%-19s  %-16s %-16s %-10s %10s %10s %10s %10s %8s%n";

    private static final Path PRINTED = Path.of("-");

    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    @Option(names = "--client", paramLabel = "NAME", description = "of this client (all of them)")
    private @Nullable String client;

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "so many, the latest (default: ${DEFAULT-VALUE})",
            defaultValue = "30")
    private int last = 30;

    @Option(names = "--json", description = "prints one JSON object for each run")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "writes a page instead; - is standard output")
    private @Nullable Path html;

    private final Surroundings around;

    ReportCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        if (last < 1) {
            throw new UsageException("--last takes a number above 0");
        }
        ServerHere here = ServerHere.at(around, server.file(around));
        return html == null || html.equals(PRINTED)
                ? here.asItsUser(spec, this::report)
                : writePage(here, html);
    }

    /** The file is the caller's, where the service user may not write: that one only prints. */
    private int writePage(ServerHere here, Path file) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("server", "report", "--html=-"));
        arguments.add("--last=" + last);
        if (client != null) {
            arguments.add("--client=" + client);
        }
        StringWriter page = new StringWriter();
        Console console =
                new Console(new PrintWriter(page), around.console().err(), around.console().in());
        ServerHere printing = new ServerHere(around.with(console), here.file(), here.config());
        int status =
                printing.asItsUser(
                        arguments,
                        there -> {
                            console.out().print(page(there));
                            return ExitCode.DONE.status();
                        });
        console.out().flush();
        if (status == ExitCode.DONE.status()) {
            Files.writeString(file, page.toString(), StandardCharsets.UTF_8);
        }
        return status;
    }

    private String page(ServerHere here) throws IOException {
        return ReportPage.html(
                runs(here.household()), around.clock().instant(), ZoneId.systemDefault());
    }

    private int report(ServerHere here) throws IOException {
        List<ReportPage.Run> runs = runs(here.household());
        if (html != null) {
            around.console().out().print(page(here));
        } else if (json) {
            runs.forEach(this::printJson);
        } else {
            print(runs);
        }
        return ExitCode.DONE.status();
    }

    /** The latest come last. */
    private List<ReportPage.Run> runs(Household household) throws IOException {
        List<Tenant> tenants =
                client == null
                        ? household.tenants()
                        : List.of(ServerHere.tenant(household, client));
        Reports reports = new Reports(Volume.on(household.root()));
        List<ReportPage.Run> runs = new ArrayList<>();
        for (Tenant tenant : tenants) {
            for (RunReport report : reports.list(tenant.client())) {
                runs.add(new ReportPage.Run(tenant.name(), report));
            }
        }
        runs.sort(Comparator.comparing(run -> run.report().ended()));
        return runs.subList(Math.max(0, runs.size() - last), runs.size());
    }

    private void printJson(ReportPage.Run run) {
        around.console()
                .out()
                .println(
                        JsonLine.of(fields -> {
                            fields.writeStringField("client", run.client());
                            run.report().write(fields);
                        }));
    }

    private void print(List<ReportPage.Run> runs) {
        around.console()
                .out()
                .printf(
                        FORM, "BEGAN", "CLIENT", "SERIES", "OUTCOME", "TOOK", "READ", "SENT", "NEW",
                        "UNREAD");
        for (ReportPage.Run run : runs) {
            RunReport report = run.report();
            around.console()
                    .out()
                    .printf(
                            FORM,
                            Shown.time(Timestamp.of(report.began())),
                            run.client(),
                            report.series().map(Series::value).orElse("-"),
                            report.outcome().word(),
                            Shown.duration(report.took()),
                            bytes(report, "read"),
                            bytes(report, "sent"),
                            Shown.bytes(report.served().newBytes()),
                            report.figure("unread").isPresent()
                                    ? Shown.count(report.figure("unread").getAsLong())
                                    : "-");
            ReportPage.remarks(report)
                    .forEach(remark -> around.console().out().println("    " + remark));
        }
    }

    private static String bytes(RunReport report, String key) {
        return report.figure(key).isPresent() ? Shown.bytes(report.figure(key).getAsLong()) : "-";
    }
}
