package dev.holdfast.cli.backup;

import dev.holdfast.cli.access.VaultAccess;
import dev.holdfast.cli.access.VaultOpening;
import dev.holdfast.cli.access.VaultOptions;
import dev.holdfast.cli.argument.PathArguments;
import dev.holdfast.cli.console.Console;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Interruption;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.client.backup.Backup;
import dev.holdfast.client.backup.BackupRequest;
import dev.holdfast.client.backup.BackupResult;
import dev.holdfast.client.backup.BackupTools;
import dev.holdfast.client.backup.Reporting;
import dev.holdfast.client.backup.Subject;
import dev.holdfast.client.config.ClientConfig;
import dev.holdfast.client.facts.HostFacts;
import dev.holdfast.client.progress.BackupProgress;
import dev.holdfast.client.report.Recorder;
import dev.holdfast.client.stream.StreamedFile;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.Series;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast backup}. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Saves this machine, or the paths that are named.",
            "Without paths everything on local file systems is saved.",
            "With --stdin NAME it saves what comes on standard input, or what a command writes:"
                    + " backup --stdin db.sql -- pg_dump db. If the command fails, nothing is"
                    + " saved; of a pipe nobody can tell."
        })
public final class BackupCommand implements Callable<Integer> {
    @Mixin private VaultOptions vault = new VaultOptions();
    @Mixin private ChoiceOptions choice = new ChoiceOptions();

    @Parameters(arity = "0..*", paramLabel = "PATH", description = "what to save")
    private List<String> paths = List.of();

    @Option(
            names = "--stdin",
            paramLabel = "NAME",
            description = {
                "saves standard input as a file of this name, in a series of its own;",
                "what follows -- is a command, whose output is saved instead"
            })
    private @Nullable String stdin;

    @Option(names = "--json", description = "prints events and the result as JSON, one a line")
    private boolean json;

    @Option(
            names = {"-v", "--verbose"},
            description = "names every file that is saved")
    private boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            description = "says nothing when all is well")
    private boolean quiet;

    @Spec private CommandSpec spec;

    private final Surroundings around;

    public BackupCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        VaultOpening opening = new VaultOpening(around, vault);
        Job job = stdin == null ? filesJob(opening) : streamJob(stdin);
        VaultAccess access = opening.open(VaultOpening.Purpose.WRITE);
        try (Closeable _ = access.state().lock(job.series())) {
            return backUp(access, job);
        }
    }

    /** What is to be done. */
    private record Job(Series series, Subjects subjects) {}

    /** Finds out what to save, once there is a way to tell of it. */
    @FunctionalInterface
    private interface Subjects {
        Subject tell(VaultAccess access, BackupReport report) throws IOException;
    }

    private Job filesJob(VaultOpening opening) throws IOException {
        List<RawPath> taken =
                paths.isEmpty() ? List.of(RawPath.ROOT) : PathArguments.existing(paths);
        return new Job(
                paths.isEmpty() ? Series.SYSTEM : Series.MANUAL,
                (access, _) ->
                        new Subject.Files(
                                choice.choices(
                                        opening.locations(),
                                        access.config(),
                                        taken,
                                        vault.vault())));
    }

    private Job streamJob(String name) throws UsageException {
        boolean parted = spec.commandLine().getParseResult().originalArgs().contains("--");
        if (choice.isGiven() || (!paths.isEmpty() && !parted)) {
            throw new UsageException(
                    "with --stdin no paths are saved, and nothing is left out; a command is"
                            + " written behind --");
        }
        StreamArguments stream = StreamArguments.of(name, paths);
        return new Job(
                StreamedFile.series(stream.path()),
                (_, report) ->
                        new Subject.Stream(stream.file(around.console().in(), report::said)));
    }

    private int backUp(VaultAccess access, Job job) throws IOException {
        Series series = job.series();
        BackupProgress progress = new BackupProgress();
        long began = around.ticker().getAsLong();
        RunEnd end = new RunEnd(around, access, new Recorder(series, now(), progress));
        BackupResult result;
        try (BackupReport report = report(progress, began);
                Interruption _ = Interruption.before(() -> interrupted(report))) {
            BackupTools tools = tools(access, end.recorder(), progress);
            BackupRequest request = request(access, job, end, report);
            result = new Backup(request, tools).make(retries(access, report));
            remember(access, series, result, report);
        } catch (IOException failure) {
            end.tell(Reporting.ending(failure));
            throw failure;
        }
        end.tell(Reporting.ending(result));
        Duration took = Duration.ofNanos(around.ticker().getAsLong() - began);
        summarise(result, progress, took);
        if (result.unopened() > 0) {
            return ExitCode.DAMAGED.status();
        }
        return (result.hasGaps() ? ExitCode.GAPS : ExitCode.DONE).status();
    }

    private Instant now() {
        return around.clock().instant();
    }

    /** On a full disc the backup is made all the same. */
    private static void remember(
            VaultAccess access, Series series, BackupResult result, BackupReport report) {
        try {
            access.state().save(series, result.memory());
        } catch (IOException full) {
            report.warning(
                    "the backup is made, and cannot be remembered for comparing with it: "
                            + full.getMessage());
        }
    }

    private void interrupted(BackupReport report) {
        report.close();
        around.console().say("interrupted: what was saved so far is kept, run it again to go on");
    }

    private BackupReport report(BackupProgress progress, long began) {
        Console console = around.console();
        if (json) {
            return BackupReport.json(console, progress, verbose);
        }
        return console.watched() && !quiet
                ? BackupReport.onTerminal(
                        console, new BackupMeter(progress, around.ticker(), began), verbose)
                : BackupReport.plain(console, verbose);
    }

    private BackupTools tools(VaultAccess access, Recorder recorder, BackupProgress progress) {
        Series series = recorder.series();
        Path cacheFile = access.cacheFile(series);
        makeCacheFolder(access);
        return new BackupTools(
                access.caller(),
                access.keys(),
                cacheFile,
                around.random(),
                around.clock(),
                around.ticker(),
                progress,
                recorder,
                series.equals(Series.SYSTEM) ? HostFacts::ofThisMachine : TreeMap::new);
    }

    /** Without it there is no cache, which is told in the end. */
    private static void makeCacheFolder(VaultAccess access) {
        try {
            Files.createDirectories(access.cacheFolder());
        } catch (IOException full) {
            // The cache itself will say so.
        }
    }

    private BackupRequest request(VaultAccess access, Job job, RunEnd end, BackupReport report)
            throws IOException {
        ClientConfig config = access.config();
        return new BackupRequest(
                job.series(),
                job.subjects().tell(access, report),
                access.state().memory(job.series()).orElse(null),
                config.backup().compressionLevel(),
                Runtime.getRuntime().availableProcessors(),
                config.backup().checkpoint(),
                end.recorder().beside(report));
    }

    private Backup.Retries retries(VaultAccess access, BackupReport report) {
        if (!access.remote()) {
            return Backup.Retries.NONE;
        }
        ClientConfig.Retry retry = access.config().retry();
        return new Backup.Retries(
                retry.attempts(),
                retry.pause(),
                (wait, why) -> {
                    report.warning("%s; next attempt in %s".formatted(why, Shown.duration(wait)));
                    pause(wait);
                });
    }

    private static void pause(Duration wait) throws IOException {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for another attempt");
        }
    }

    private void summarise(BackupResult result, BackupProgress progress, Duration took) {
        Console console = around.console();
        if (json) {
            console.out()
                    .println(JsonLine.of(fields -> BackupJson.summary(fields, result, progress)));
        } else if (!quiet) {
            new BackupSummary(result, progress, took).lines().forEach(console.out()::println);
        }
    }
}
