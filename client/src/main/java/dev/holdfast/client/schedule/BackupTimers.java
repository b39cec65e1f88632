package dev.holdfast.client.schedule;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.Series;
import dev.holdfast.platform.timer.TimedCommand;
import dev.holdfast.platform.timer.TimedCommand.Manners;
import dev.holdfast.platform.timer.TimerFiles;
import dev.holdfast.platform.timer.TimerHost;
import dev.holdfast.platform.timer.TimerHost.Runner;
import dev.holdfast.platform.timer.TimerInstall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The timers of a machine's backups: finds out what there is, and makes it what it should be.
 *
 * @param launcher the program
 * @param stamps the folder in which cron's lines note when they began a backup
 */
public record BackupTimers(TimerHost host, Path launcher, Path stamps, ClientId client) {
    private static final String CRON_FILE = "holdfast-client";
    private static final String WRITER = "holdfast schedule";
    private static final String UNIT = "holdfast-backup";
    private static final Pattern OWN_UNIT =
            Pattern.compile("holdfast-backup(-.*)?\\.(timer|service)");
    private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9_./+@-]+");

    /** A series that is backed up by itself. */
    public record Entry(Series series, Schedule schedule) {
        private boolean isJob() {
            return !series.equals(Series.SYSTEM);
        }

        private String unit() {
            return isJob() ? UNIT + "-" + series : UNIT;
        }
    }

    /** How an entry stands. */
    public enum State {
        /** It is as it should be. */
        INSTALLED,
        /** There is no timer, or it says something else. */
        DIFFERENT
    }

    /**
     * @throws IllegalArgumentException if a line for a shell cannot name the program
     */
    public BackupTimers {
        if (!PLAIN.matcher(launcher.toString()).matches()) {
            throw new IllegalArgumentException(
                    "a timer cannot run %s: put the program into a folder with a plain name"
                            .formatted(launcher));
        }
    }

    /** When an entry is backed up, for people. */
    public String sentence(Entry entry) {
        return BackupTimes.of(client, entry.series()).sentence(entry.schedule());
    }

    /** When an entry is backed up next, after now; empty if it never is by itself. */
    public Optional<ZonedDateTime> next(Entry entry, ZonedDateTime now) {
        return BackupTimes.of(client, entry.series()).next(entry.schedule(), now);
    }

    /** What a timer runs. */
    public String command(Entry entry) {
        String job = entry.isJob() ? " --job " + entry.series() : "";
        return "%s backup --quiet%s".formatted(launcher, job);
    }

    private List<TimedCommand> commands(List<Entry> entries) {
        List<TimedCommand> commands = new ArrayList<>();
        for (Entry each : entries) {
            BackupTimes.of(client, each.series())
                    .when(each.schedule(), stamps.resolve("timer-" + each.series()))
                    .map(when -> command(each, when))
                    .ifPresent(commands::add);
        }
        return commands;
    }

    private TimedCommand command(Entry entry, TimedCommand.When when) {
        return new TimedCommand(
                entry.unit(),
                "Holdfast's backup of series " + entry.series(),
                "root",
                launcher,
                command(entry),
                when,
                Manners.IDLE);
    }

    /** The files that there should be. */
    Map<Path, String> texts(List<Entry> entries) {
        return new TimerFiles(host, CRON_FILE, WRITER).texts(host.runner(), commands(entries));
    }

    /** Whether all timers are as they should be, and no others are there. */
    public State state(List<Entry> entries) throws IOException {
        Map<Path, String> wanted = texts(entries);
        Set<Path> there = new TreeSet<>(own());
        there.addAll(wanted.keySet());
        return TimerInstall.texts(there).equals(wanted) ? State.INSTALLED : State.DIFFERENT;
    }

    /** The installed timers that nothing waits for, by their names. */
    public List<String> stopped(List<Entry> entries) throws IOException {
        return TimerInstall.stopped(host.runner(), commands(entries));
    }

    /** Makes all timers as they should be, and removes the others of ours. */
    public void install(List<Entry> entries) throws IOException {
        Map<Path, String> wanted = texts(entries);
        for (Path old : own()) {
            if (!wanted.containsKey(old)) {
                remove(old);
            }
        }
        TimerInstall.write(wanted);
        TimerInstall.run(TimerFiles.activation(host.runner(), commands(entries)));
    }

    private void remove(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (host.runner() == Runner.SYSTEMD && name.endsWith(".timer")) {
            TimerInstall.run(List.of(List.of("systemctl", "disable", "--now", name)));
        }
        Files.delete(file);
    }

    /** Files that this wrote once. */
    private Set<Path> own() throws IOException {
        Set<Path> own = new TreeSet<>();
        if (Files.isDirectory(host.units())) {
            try (Stream<Path> units = Files.list(host.units())) {
                units.filter(BackupTimers::isOwnUnit).forEach(own::add);
            }
        }
        Path cron = host.cron().resolve(CRON_FILE);
        if (Files.exists(cron)) {
            own.add(cron);
        }
        return own;
    }

    private static boolean isOwnUnit(Path path) {
        return OWN_UNIT.matcher(String.valueOf(path.getFileName())).matches()
                && Files.isRegularFile(path);
    }
}
