package dev.holdfast.cli.timers;

import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.program.ProgramFiles;
import dev.holdfast.client.config.ClientConfig;
import dev.holdfast.client.config.JobSettings;
import dev.holdfast.client.config.Locations;
import dev.holdfast.client.identity.Identity;
import dev.holdfast.client.schedule.BackupTimers;
import dev.holdfast.client.schedule.BackupTimers.Entry;
import dev.holdfast.client.schedule.Schedule;
import dev.holdfast.model.Series;
import dev.holdfast.platform.timer.TimerHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The timers of the machine itself, which run the program as root. */
public record OwnTimers(BackupTimers timers, List<Entry> entries) {
    private static final long ROOT = 0;

    /** What keeps a machine from having timers, in a sentence. */
    public static final class Obstacle extends IOException {
        private static final long serialVersionUID = 1L;

        Obstacle(String sentence) {
            super(sentence);
        }
    }

    /**
     * The timers that there should be by the configuration, fit to be installed.
     *
     * @throws Obstacle if there cannot be any
     */
    public static OwnTimers of(
            Surroundings around, Locations locations, ClientConfig config, Identity identity)
            throws IOException {
        OwnTimers planned = planned(around, locations, config, identity);
        Optional<String> changeable =
                ProgramFiles.startedBy(planned.timers.launcher()).changeable(ROOT);
        if (changeable.isPresent()) {
            throw new Obstacle(
                    "a timer would run, as root, a program that others can change: "
                            + changeable.get());
        }
        return planned;
    }

    /**
     * The same, of which it was not looked whether others may change what they run.
     *
     * @throws Obstacle if there cannot be any
     */
    public static OwnTimers planned(
            Surroundings around, Locations locations, ClientConfig config, Identity identity)
            throws IOException {
        Locations usual = Locations.of(ROOT, Map.of(), Locations.Overrides.NONE);
        if (around.user().getAsLong() != ROOT) {
            throw new Obstacle(
                    "only root's backups have timers: 'crontab -e' and a line such as"
                            + " '17 3 * * * holdfast backup --quiet' make one of your own");
        }
        if (!locations.equals(usual)) {
            throw new Obstacle(
                    "only a client whose files are in their usual places has timers: these are in"
                            + " %s, %s and %s"
                                    .formatted(
                                            locations.config(),
                                            locations.state(),
                                            locations.cache()));
        }
        Path launcher =
                around.launcher()
                        .orElseThrow(() -> new Obstacle("nobody knows where the program is"));
        try {
            return new OwnTimers(
                    new BackupTimers(
                            TimerHost.USUAL, launcher, locations.state(), identity.client()),
                    entries(config));
        } catch (IllegalArgumentException impossible) {
            throw new Obstacle(String.valueOf(impossible.getMessage()));
        }
    }

    /** The whole machine, daily if nobody says otherwise, and the jobs that say when. */
    public static List<Entry> entries(ClientConfig config) {
        List<Entry> entries = new ArrayList<>();
        Schedule machine = config.backup().schedule().orElse(Schedule.Every.DAY);
        entries.add(new Entry(Series.SYSTEM, machine));
        for (JobSettings job : config.jobs()) {
            entries.add(new Entry(job.series(), job.schedule().orElse(new Schedule.Off())));
        }
        return entries;
    }

    /** The entry of the whole machine. */
    public Entry machine() {
        return entries.getFirst();
    }
}
