package dev.holdfast.cli.client;

import dev.holdfast.cli.access.FolderOptions;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.cli.timers.OwnTimers;
import dev.holdfast.client.config.ClientConfig;
import dev.holdfast.client.config.Locations;
import dev.holdfast.client.identity.Identity;
import dev.holdfast.client.identity.StateFolder;
import dev.holdfast.client.schedule.BackupTimers.Entry;
import dev.holdfast.client.schedule.BackupTimers.State;
import dev.holdfast.client.schedule.Schedule;
import dev.holdfast.client.schedule.ScheduleKey;
import dev.holdfast.model.Series;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.timer.TimerHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast schedule}. */
@Command(
        name = "schedule",
        mixinStandardHelpOptions = true,
        description = {
            "Shows when backups are made by themselves, or changes it.",
            "Without a time nothing is changed. What is set is written into client.toml, and"
                    + " timers of systemd, or a file for cron, are made from all that it says."
        })
final class ScheduleCommand implements Callable<Integer> {
    @Mixin private FolderOptions folders = new FolderOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "TIME",
            description = "a time of day such as 03:30, or hourly, daily, weekly, off")
    private @Nullable String time;

    @Option(
            names = "--job",
            paramLabel = "NAME",
            description = "sets that of a job instead of the machine's")
    private @Nullable String job;

    @Option(
            names = "--apply",
            description = "makes the timers what client.toml says, after it was changed by hand")
    private boolean apply;

    @Option(names = "--json", description = "prints one JSON object for each backup")
    private boolean json;

    private final Surroundings around;

    ScheduleCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        if (job != null && time == null) {
            throw new UsageException("--job sets a time: say which, such as daily or 03:30");
        }
        Locations locations = folders.locations(around);
        Identity identity = identity(locations);
        String text = text(locations.clientToml());
        ClientConfig config = ClientConfig.parse(locations.clientToml(), text);
        if (time != null) {
            OwnTimers.of(around, locations, config, identity);
            text = changed(locations.clientToml(), text, config);
            config = ClientConfig.parse(locations.clientToml(), text);
            write(locations.clientToml(), text);
        }
        OwnTimers own = OwnTimers.of(around, locations, config, identity);
        if (time != null || apply) {
            own.timers().install(own.entries());
        }
        show(own);
        return ExitCode.DONE.status();
    }

    private static Identity identity(Locations locations) throws IOException {
        return new StateFolder(locations.state())
                .identity()
                .orElseThrow(() ->
                        new IOException(
                                "this machine is not set up: 'holdfast setup' comes" + " first"));
    }

    private static String text(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** The text of the configuration with the time that was asked for. */
    private String changed(Path file, String text, ClientConfig config) throws IOException {
        Schedule schedule = schedule();
        String section = job == null ? "backup" : section(config.job(job).series());
        String changed = ScheduleKey.set(text, section, schedule);
        if (!says(ClientConfig.parse(file, changed), schedule)) {
            throw new IOException(
                    ("cannot change %s: write schedule = \"%s\" into [%s] by hand, and run"
                                    + " 'holdfast schedule --apply'")
                            .formatted(file, schedule, section));
        }
        return changed;
    }

    private boolean says(ClientConfig config, Schedule schedule) throws IOException {
        var said = job == null ? config.backup().schedule() : config.job(job).schedule();
        return said.filter(schedule::equals).isPresent();
    }

    private static String section(Series job) {
        return job.value().contains(".") ? "job.\"%s\"".formatted(job) : "job." + job;
    }

    private Schedule schedule() throws UsageException {
        try {
            return Schedule.parse(String.valueOf(time));
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IllegalArgumentException("not a file: " + file);
        }
        Files.createDirectories(folder);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Volume.on(folder).replace(String.valueOf(file.getFileName()), bytes);
    }

    private void show(OwnTimers own) throws IOException {
        for (Entry each : own.entries()) {
            String when = own.timers().sentence(each);
            around.console().out().println(json ? json(each, when) : line(each, when));
        }
        String runner =
                switch (TimerHost.USUAL.runner()) {
                    case SYSTEMD -> "a timer of systemd";
                    case CRON -> "cron";
                    case NONE -> "nobody: neither systemd nor cron was found";
                };
        if (!json) {
            around.console().say("run by " + runner);
        }
        if (own.timers().state(own.entries()) == State.DIFFERENT) {
            around.console()
                    .say("WARNING: the timers are not so yet: run 'holdfast schedule --apply'");
        }
    }

    private static String line(Entry entry, String when) {
        return "%-16s %-8s %s".formatted(entry.series(), entry.schedule(), when);
    }

    private static String json(Entry entry, String when) {
        return JsonLine.of(fields -> {
            fields.writeStringField("series", entry.series().value());
            fields.writeStringField("schedule", entry.schedule().toString());
            fields.writeStringField("when", when);
        });
    }
}
