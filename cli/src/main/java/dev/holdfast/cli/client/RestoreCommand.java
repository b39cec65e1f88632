package dev.holdfast.cli.client;

import dev.holdfast.cli.console.Console;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.StatusLine;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.client.restore.PathSelection;
import dev.holdfast.client.restore.RestoreListener;
import dev.holdfast.client.restore.RestoreProgress;
import dev.holdfast.client.restore.RestoreRequest;
import dev.holdfast.client.restore.RestoreRun;
import dev.holdfast.client.vault.Trees;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.filesystem.path.RealPaths;
import dev.holdfast.filesystem.recreate.Shortfalls;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast restore}. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Gets files back from a snapshot.",
            "With --to, /etc/hosts is restored as DIR/etc/hosts."
        })
final class RestoreCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private VaultOptions vault = new VaultOptions();
    @Mixin private SnapshotOptions snapshot = new SnapshotOptions();

    @ArgGroup(multiplicity = "1")
    private Where where = new Where();

    /** One of both. */
    static final class Where {
        @Option(
                names = "--to",
                paramLabel = "DIR",
                description = "restores below this folder, which is made if it is missing")
        @Nullable Path to;

        @Option(names = "--in-place", description = "restores to where the files were")
        boolean inPlace;
    }

    @Option(names = "--all", description = "restores everything")
    private boolean all;

    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = "what to restore, with all below it, as it was called when it was saved")
    private List<String> paths = List.of();

    @Option(
            names = {"-v", "--verbose"},
            description = "names every file that is restored")
    private boolean verbose;

    private final Surroundings around;

    RestoreCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        if (all != paths.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "give the paths to restore, or --all for everything");
        }
        PathSelection selection =
                new PathSelection(all ? List.of(RawPath.ROOT) : PathArguments.inSnapshot(paths));
        var choice = snapshot.choice();
        VaultAccess access = new VaultOpening(around, vault).open(VaultOpening.Purpose.READ);
        try (VaultConnection connection = access.connect()) {
            OpenSnapshot opened = OpenSnapshot.of(connection, choice);
            requireAll(connection.trees(), opened, selection);
            return restore(new Sources(connection, access), opened, selection);
        }
    }

    private static void requireAll(Trees trees, OpenSnapshot opened, PathSelection selection)
            throws IOException {
        for (RawPath path : selection.paths()) {
            if (!path.names().isEmpty() && trees.find(opened.root(), path).isEmpty()) {
                throw new IOException(
                        "%s is not in snapshot %d, so nothing was restored"
                                .formatted(path, opened.snapshot().sequence()));
            }
        }
    }

    /** Where content and keys come from. */
    private record Sources(VaultConnection connection, VaultAccess access) {}

    private int restore(Sources sources, OpenSnapshot opened, PathSelection selection)
            throws IOException {
        RestoreProgress progress = new RestoreProgress();
        Shortfalls shortfalls = new Shortfalls();
        long began = around.ticker().getAsLong();
        Root.Totals totals = opened.root().totals();
        try (Report report = report(progress, totals)) {
            new RestoreRun(
                            new RestoreRequest(
                                    opened.root(),
                                    selection,
                                    target(),
                                    RestoreRequest.Rules.USUAL,
                                    List.of(),
                                    shortfalls,
                                    progress,
                                    report),
                            sources.connection(),
                            sources.access().keys().sealing())
                    .run();
        }
        shortfalls.all().forEach(shortfall -> around.console().say(sentence(shortfall)));
        Duration took = Duration.ofNanos(around.ticker().getAsLong() - began);
        around.console()
                .out()
                .printf(
                        "restored %s, %s from snapshot %d in %s%n",
                        Shown.count(progress.entries(), "entry", "entries"),
                        Shown.bytes(progress.bytes()),
                        opened.snapshot().sequence(),
                        Shown.duration(took));
        if (progress.failed() > 0) {
            around.console()
                    .say(
                            "NOT RESTORED: %s"
                                    .formatted(Shown.count(progress.failed(), "entry", "entries")));
        }
        return outcome(progress).status();
    }

    private static ExitCode outcome(RestoreProgress progress) {
        if (progress.damaged() > 0) {
            return ExitCode.DAMAGED;
        }
        return progress.failed() > 0 ? ExitCode.GAPS : ExitCode.DONE;
    }

    private static String sentence(Shortfalls.Shortfall shortfall) {
        return "%s could not be set: %s (%s)"
                .formatted(
                        shortfall.kind().name().toLowerCase(Locale.ROOT),
                        Shown.count(shortfall.count(), "entry", "entries"),
                        String.join("; ", shortfall.examples()));
    }

    private RawPath target() throws IOException {
        if (where.to == null) {
            return RawPath.ROOT;
        }
        Files.createDirectories(where.to);
        return RealPaths.of((where.to + "/").getBytes(StandardCharsets.UTF_8));
    }

    private Report report(RestoreProgress progress, Root.Totals totals) {
        Console console = around.console();
        if (!console.watched()) {
            return new Report(console::say, verbose, () -> {});
        }
        StatusLine line =
                StatusLine.start(console.err(), () -> meter(progress, all ? totals.bytes() : 0));
        return new Report(line::say, verbose, line::close);
    }

    private static String meter(RestoreProgress progress, long bytesTotal) {
        String share =
                bytesTotal == 0
                        ? ""
                        : "  %d %%".formatted(Math.min(100, progress.bytes() * 100 / bytesTotal));
        return "%s files  %s%s"
                .formatted(Shown.count(progress.entries()), Shown.bytes(progress.bytes()), share);
    }

    /** Tells what a restore meets. */
    private record Report(BackupReport.Saying saying, boolean verbose, Runnable end)
            implements RestoreListener, AutoCloseable {
        @Override
        public void restored(RawPath path) {
            if (verbose) {
                saying.say(path.toString());
            }
        }

        @Override
        public void failed(RawPath path, String reason) {
            saying.say("not restored: %s: %s".formatted(path, reason));
        }

        @Override
        public void close() {
            end.run();
        }
    }
}
