package dev.holdfast.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.holdfast.cli.access.VaultAccess;
import dev.holdfast.cli.access.VaultOpening;
import dev.holdfast.cli.access.VaultOptions;
import dev.holdfast.cli.argument.StatusForm;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.cli.timers.OwnTimers;
import dev.holdfast.client.doctor.LastRuns;
import dev.holdfast.client.doctor.LastRuns.Known;
import dev.holdfast.client.identity.Identity;
import dev.holdfast.client.report.LocalReport;
import dev.holdfast.client.schedule.BackupTimers;
import dev.holdfast.model.Series;
import dev.holdfast.model.Timestamp;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows for each series of this machine when it was backed up last, and how its last run"
                    + " ended, as its own reports say, and when a timer begins the next one. The"
                    + " server is not asked.",
            "Fails when a last run failed, or the last good one is too long ago."
        })
public final class StatusCommand implements Callable<Integer> {
    private static final String FORM = "%-24s %-19s  %-19s  %s%n";

    private static final Comparator<Series> BY_NAME = Comparator.comparing(Series::value);

    @Mixin private VaultOptions vault = new VaultOptions();

    @Option(
            names = "--within",
            paramLabel = "HOURS",
            defaultValue = "26",
            description =
                    "a backup is expected at least so often, but none that is made by hand"
                            + " (default: ${DEFAULT-VALUE})")
    private int within = 26;

    @Mixin private StatusForm form = new StatusForm();

    private final Surroundings around;

    public StatusCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        if (within < 1) {
            throw new UsageException("--within takes a number of hours above 0");
        }
        return form.show(around.console(), this::show);
    }

    private int show() throws IOException {
        VaultAccess access = new VaultOpening(around, vault).open(VaultOpening.Purpose.READ);
        LastRuns runs = LastRuns.in(access.state().folder());
        Map<Series, Known> series = runs.series();
        List<String> critical =
                runs.critical(around.clock().instant(), _ -> Optional.of(Duration.ofHours(within)));
        if (form.isForMonitoring()) {
            return nagios(series, critical);
        }
        Map<Series, ZonedDateTime> next = access.remote() ? next(access) : Map.of();
        if (form.isJson()) {
            around.console()
                    .out()
                    .println(JsonLine.of(json -> fields(json, series, next, critical)));
        } else {
            print(series);
            next.forEach((name, time) ->
                    around.console()
                            .out()
                            .printf("next run of series %s: %s%n", name, shown(time.toInstant())));
            critical.forEach(around.console()::say);
        }
        return (critical.isEmpty() ? ExitCode.DONE : ExitCode.FAILED).status();
    }

    /** When timers begin the next backups. */
    private Map<Series, ZonedDateTime> next(VaultAccess access) throws IOException {
        Map<Series, ZonedDateTime> next = new TreeMap<>(BY_NAME);
        Optional<Identity> identity = access.state().identity();
        if (identity.isEmpty()) {
            return next;
        }
        try {
            OwnTimers own =
                    OwnTimers.planned(
                            around, vault.locations(around), access.config(), identity.get());
            ZonedDateTime now = around.clock().instant().atZone(ZoneId.systemDefault());
            if (own.timers().state(own.entries()) == BackupTimers.State.INSTALLED) {
                for (BackupTimers.Entry each : own.entries()) {
                    own.timers().next(each, now).ifPresent(time -> next.put(each.series(), time));
                }
            } else {
                around.console()
                        .say("no timer is as it should be: run 'holdfast schedule --apply'");
            }
        } catch (OwnTimers.Obstacle byHand) {
            // Whoever has no timers runs backups in a way of their own.
        }
        return next;
    }

    private static List<String> warnings(Collection<Known> series) {
        return series.stream()
                .map(Known::last)
                .filter(last -> last.outcome().isGood() && last.outcome().isBad())
                .map(last -> "series %s: something could not be read".formatted(last.series()))
                .toList();
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
        return shown(LastRuns.ended(report));
    }

    private static String shown(Instant time) {
        return Shown.time(Timestamp.of(time));
    }

    private int nagios(Map<Series, Known> series, List<String> critical) {
        String well =
                series.entrySet().stream()
                        .map(each ->
                                "series %s: %s"
                                        .formatted(each.getKey(), shown(each.getValue().last())))
                        .collect(Collectors.joining("; "));
        return new StatusForm.Finding(critical, warnings(series.values()), "")
                .tell(around.console(), well);
    }

    private static void fields(
            JsonGenerator json,
            Map<Series, Known> series,
            Map<Series, ZonedDateTime> next,
            List<String> critical)
            throws IOException {
        json.writeArrayFieldStart("series");
        for (Map.Entry<Series, Known> each : series.entrySet()) {
            json.writeStartObject();
            json.writeStringField("series", each.getKey().value());
            json.writeStringField("outcome", each.getValue().last().outcome().word());
            json.writeStringField("last", LastRuns.ended(each.getValue().last()).toString());
            if (each.getValue().good().isPresent()) {
                json.writeStringField(
                        "good", LastRuns.ended(each.getValue().good().get()).toString());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("next");
        for (Map.Entry<Series, ZonedDateTime> each : next.entrySet()) {
            json.writeStringField(each.getKey().value(), each.getValue().toInstant().toString());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("critical");
        for (String sentence : critical) {
            json.writeString(sentence);
        }
        json.writeEndArray();
    }
}
