package dev.holdfast.cli.backup;

import dev.holdfast.cli.access.VaultAccess;
import dev.holdfast.cli.access.VaultOpening;
import dev.holdfast.cli.access.VaultOptions;
import dev.holdfast.cli.console.Console;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Interruption;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.client.backup.BackupResult;
import dev.holdfast.client.progress.BackupProgress;
import dev.holdfast.client.report.Recorder;
import dev.holdfast.client.steps.AroundBackup;
import dev.holdfast.client.steps.BackupSteps;
import dev.holdfast.client.steps.StepFacts;
import dev.holdfast.client.steps.StepFacts.Ending;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
            "Without paths everything on local file systems is saved; with --job what a job of"
                    + " client.toml says.",
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

    @Option(
            names = "--job",
            paramLabel = "NAME",
            description = "saves what [job.NAME] in client.toml says, in a series of its own")
    private @Nullable String job;

    @Option(
            names = "--skip-steps",
            description = "runs nothing of what is to be run before and after a backup")
    private boolean skipSteps;

    @Option(names = "--json", description = "prints events and the result as JSON, one a line")
    private boolean json;

    @Option(
            names = {"-v", "--verbose"},
            description = "names every file that is saved, and shows what steps write")
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
        Wanted wanted = wanted(new Wanted.Rules(choice, opening, vault.vault()));
        BackupSteps steps = steps(opening, wanted);
        VaultAccess access = opening.open(VaultOpening.Purpose.WRITE);
        try (Closeable _ = access.state().lock(wanted.series())) {
            return backUp(access, wanted, steps);
        }
    }

    private Wanted wanted(Wanted.Rules rules) throws IOException {
        if (job != null) {
            if (stdin != null || !paths.isEmpty()) {
                throw new UsageException("a job says itself what it saves: name nothing beside it");
            }
            return Wanted.job(rules.opening().config().job(job), rules);
        }
        return stdin == null
                ? Wanted.typed(paths, rules)
                : Wanted.stream(stream(stdin), around.console().in());
    }

    private StreamArguments stream(String name) throws UsageException {
        boolean parted = spec.commandLine().getParseResult().originalArgs().contains("--");
        if (choice.isGiven() || (!paths.isEmpty() && !parted)) {
            throw new UsageException(
                    "with --stdin no paths are saved, and nothing is left out; a command is"
                            + " written behind --");
        }
        return StreamArguments.of(name, paths);
    }

    private BackupSteps steps(VaultOpening opening, Wanted wanted) throws IOException {
        return skipSteps
                ? BackupSteps.NONE
                : BackupSteps.of(
                        opening.locations(),
                        opening.config(),
                        wanted.job(),
                        around.user().getAsLong());
    }

    private int backUp(VaultAccess access, Wanted wanted, BackupSteps steps) throws IOException {
        BackupProgress progress = new BackupProgress();
        long began = around.ticker().getAsLong();
        StepFacts facts =
                new StepFacts(
                        wanted.series(),
                        wanted.job().isPresent(),
                        around.clock().instant(),
                        around.version());
        RunEnd end =
                new RunEnd(
                        around, access, new Recorder(wanted.series(), facts.started(), progress));
        Ending.Made made;
        Optional<String> failedStep;
        try (BackupReport report = report(progress, began)) {
            AroundBackup enclosing = new AroundBackup(steps, facts, end.noting(report));
            try (Interruption _ = Interruption.before(() -> interrupted(report, enclosing))) {
                BackupWork work = new BackupWork(around, access, progress, end.recorder(), report);
                made = made(enclosing, work, wanted, began);
                failedStep = enclosing.end(made);
            }
        } catch (IOException failure) {
            end.tell(Recorder.Ending.of(failure));
            throw failure;
        }
        end.tell(made.result().ending());
        summarise(made);
        if (failedStep.isPresent()) {
            throw new IOException(
                    "the backup is made, but what comes after it failed: " + failedStep.get());
        }
        return status(made.result()).status();
    }

    private Ending.Made made(AroundBackup enclosing, BackupWork work, Wanted wanted, long began)
            throws IOException {
        try {
            enclosing.begin();
            BackupResult result = work.make(wanted);
            Duration took = Duration.ofNanos(around.ticker().getAsLong() - began);
            return new Ending.Made(result, work.progress(), took);
        } catch (IOException | RuntimeException failure) {
            enclosing.end(new Ending.Failed(String.valueOf(failure.getMessage())));
            throw failure;
        }
    }

    private static ExitCode status(BackupResult result) {
        if (result.unopened() > 0) {
            return ExitCode.DAMAGED;
        }
        return result.hasGaps() ? ExitCode.GAPS : ExitCode.DONE;
    }

    private void interrupted(BackupReport report, AroundBackup enclosing) {
        report.close();
        around.console().say("interrupted: what was saved so far is kept, run it again to go on");
        enclosing.interrupt();
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

    private void summarise(Ending.Made made) {
        Console console = around.console();
        BackupResult result = made.result();
        BackupProgress progress = made.progress();
        if (json) {
            console.out()
                    .println(JsonLine.of(fields -> BackupJson.summary(fields, result, progress)));
        } else if (!quiet) {
            new BackupSummary(result, progress, made.took())
                    .lines()
                    .forEach(console.out()::println);
        }
    }
}
