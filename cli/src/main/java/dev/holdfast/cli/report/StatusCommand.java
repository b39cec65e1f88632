package dev.holdfast.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.holdfast.cli.access.VaultOpening;
import dev.holdfast.cli.access.VaultOptions;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.client.report.LocalReport;
import dev.holdfast.client.report.LocalReports;
import dev.holdfast.model.Series;
import dev.holdfast.model.Timestamp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows for each series of this machine when it was backed up last, and how its last run"
                    + " ended, as its own reports say. The server is not asked.",
            "Fails when a last run failed, or the last good one is too long ago."
        })
public final class StatusCommand implements Callable<Integer> {
    private static final String FORM = "%-24s %-19s  %-19s  %s%n";

    /** As far back as reports are kept. */
    private static final int REPORTS = 200;

    /** What Nagios and its like expect. */
    private static final int WARNING = 1;

    private static final int CRITICAL = 2;
    private static final int UNKNOWN = 3;

    @Mixin private VaultOptions vault = new VaultOptions();

    @Option(
            names = "--within",
            paramLabel = "HOURS",
            defaultValue = "26",
            description =
                    "a backup is expected at least so often, but none that is made by hand"
                            + " (default: ${DEFAULT-VALUE})")
    private int within = 26;

    @ArgGroup private @Nullable Form form;

    private final Surroundings around;

    /** At most one. */
    static final class Form {
        @Option(names = "--json", description = "prints one JSON object")
        boolean json;

        @Option(
                names = "--nagios",
                description =
                        "prints one line for a monitoring system, with its exit status: 0 OK,"
                                + " 1 WARNING, 2 CRITICAL, 3 UNKNOWN")
        boolean nagios;
    }

    public StatusCommand(Surroundings around) {
        this.around = around;
    }

    /**
     * What is known of a series.
     *
     * @param last its last run
     * @param good its last run that made a snapshot
     */
    private record Known(LocalReport last, Optional<LocalReport> good) {
        Known and(LocalReport later) {
            return new Known(later, later.outcome().isGood() ? Optional.of(later) : good);
        }
    }

    @Override
    public Integer call() throws IOException {
        if (within < 1) {
            throw new UsageException("--within takes a number of hours above 0");
        }
        boolean isForNagios = form != null && form.nagios;
        Map<Series, Known> series;
        try {
            series = known();
        } catch (IOException unknown) {
            if (!isForNagios) {
                throw unknown;
            }
            around.console().out().println("HOLDFAST UNKNOWN - " + unknown.getMessage());
            return UNKNOWN;
        }
        return show(series, isForNagios);
    }

    private int show(Map<Series, Known> series, boolean isForNagios) {
        List<String> critical = critical(series);
        List<String> warnings = warnings(series.values());
        if (isForNagios) {
            return nagios(series, critical, warnings);
        }
        if (form != null && form.json) {
            around.console().out().println(JsonLine.of(json -> fields(json, series, critical)));
        } else {
            print(series);
            critical.forEach(around.console()::say);
        }
        return (critical.isEmpty() ? ExitCode.DONE : ExitCode.FAILED).status();
    }

    private Map<Series, Known> known() throws IOException {
        Path state =
                new VaultOpening(around, vault).open(VaultOpening.Purpose.READ).state().folder();
        Map<Series, Known> known = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        for (LocalReport report : new LocalReports(state).last(REPORTS)) {
            Known before = known.get(report.series());
            known.put(
                    report.series(),
                    (before == null ? new Known(report, Optional.empty()) : before).and(report));
        }
        return known;
    }

    private List<String> critical(Map<Series, Known> series) {
        List<String> critical = new ArrayList<>();
        if (series.isEmpty()) {
            critical.add("no backup has left a report here yet");
        }
        series.forEach((name, known) -> {
            if (!known.last().outcome().isGood()) {
                critical.add(
                        "series %s: the last run ended: %s"
                                .formatted(name, known.last().outcome().word()));
            }
            if (!name.equals(Series.MANUAL) && isOld(known)) {
                critical.add("series %s: no good backup within %d hours".formatted(name, within));
            }
        });
        return critical;
    }

    private boolean isOld(Known known) {
        Instant now = around.clock().instant();
        return known.good()
                .filter(good -> ended(good).plus(Duration.ofHours(within)).isAfter(now))
                .isEmpty();
    }

    private static List<String> warnings(Collection<Known> series) {
        return series.stream()
                .map(Known::last)
                .filter(last -> last.outcome().isGood() && last.outcome().isBad())
                .map(last -> "series %s: something could not be read".formatted(last.series()))
                .toList();
    }

    private static Instant ended(LocalReport report) {
        return report.began().toInstant().plusSeconds(report.figure("seconds").orElse(0));
    }

    private void print(Map<Series, Known> series) {
        around.console().out().printf(FORM, "SERIES", "LAST GOOD", "LAST RUN", "OUTCOME");
        series.forEach((name, known) ->
                around.console()
                        .out()
                        .printf(
                                FORM,
                                name,
                                known.good().map(StatusCommand::shown).orElse("none"),
                                shown(known.last()),
                                known.last().outcome().word()));
    }

    private static String shown(LocalReport report) {
        return Shown.time(Timestamp.of(ended(report)));
    }

    private int nagios(Map<Series, Known> series, List<String> critical, List<String> warnings) {
        List<String> said = new ArrayList<>(critical);
        said.addAll(warnings);
        String word = !critical.isEmpty() ? "CRITICAL" : warnings.isEmpty() ? "OK" : "WARNING";
        if (said.isEmpty()) {
            series.forEach((name, known) ->
                    said.add("series %s: %s".formatted(name, shown(known.last()))));
        }
        around.console()
                .out()
                .printf("HOLDFAST %s - %s%n", word, String.join("; ", said).replace('|', '/'));
        return switch (word) {
            case "CRITICAL" -> CRITICAL;
            case "WARNING" -> WARNING;
            default -> ExitCode.DONE.status();
        };
    }

    private static void fields(JsonGenerator json, Map<Series, Known> series, List<String> critical)
            throws IOException {
        json.writeArrayFieldStart("series");
        for (Map.Entry<Series, Known> each : series.entrySet()) {
            json.writeStartObject();
            json.writeStringField("series", each.getKey().value());
            json.writeStringField("outcome", each.getValue().last().outcome().word());
            json.writeStringField("last", ended(each.getValue().last()).toString());
            if (each.getValue().good().isPresent()) {
                json.writeStringField("good", ended(each.getValue().good().get()).toString());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("critical");
        for (String sentence : critical) {
            json.writeString(sentence);
        }
        json.writeEndArray();
    }
}
