package dev.holdfast.cli.restore;

import dev.holdfast.cli.access.VaultAccess;
import dev.holdfast.cli.access.VaultOpening;
import dev.holdfast.cli.access.VaultOptions;
import dev.holdfast.cli.argument.PathArguments;
import dev.holdfast.cli.console.Console;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.RawText;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.snapshot.OpenSnapshot;
import dev.holdfast.cli.snapshot.SnapshotOptions;
import dev.holdfast.client.browse.PathPattern;
import dev.holdfast.client.browse.PathSelection;
import dev.holdfast.client.restore.Owners;
import dev.holdfast.client.restore.RestoreProgress;
import dev.holdfast.client.restore.RestoreRequest;
import dev.holdfast.client.restore.RestoreRequest.Earnest;
import dev.holdfast.client.restore.RestoreRequest.Others;
import dev.holdfast.client.restore.RestoreRequest.Overwrite;
import dev.holdfast.client.restore.RestoreRun;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.filesystem.path.RealPaths;
import dev.holdfast.filesystem.recreate.Shortfalls;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Root;
import dev.holdfast.platform.linux.Accounts;
import dev.holdfast.platform.linux.Errno;
import dev.holdfast.platform.linux.ErrnoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
            "With --to, /etc/hosts is restored as DIR/etc/hosts. Interrupted and run again, it goes"
                    + " on: what is right already is not fetched again.",
            "In place, Holdfast's own configuration and state are left alone."
        })
public final class RestoreCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private VaultOptions vault = new VaultOptions();
    @Mixin private SnapshotOptions snapshot = new SnapshotOptions();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "restores below this folder, which is made if it is missing")
    private @Nullable Path to;

    @Option(names = "--in-place", description = "restores to where the files were")
    private boolean inPlace;

    @Option(names = "--all", description = "restores everything")
    private boolean all;

    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = {
                "what to restore, with all below it, as it was called when it was saved;",
                "or a pattern: '*.conf' for names anywhere, '/etc/**/*.conf' for whole paths"
            })
    private List<String> paths = List.of();

    @Option(
            names = "--overwrite",
            paramLabel = "WHEN",
            defaultValue = "changed",
            description = {
                "always: compares content, and replaces what differs;",
                "changed: replaces unless type, size and time are the same (default);",
                "never: leaves what exists as it is"
            })
    private String overwriteWhen = "changed";

    @Option(
            names = "--delete",
            description = "deletes what the snapshot does not have, and would have had")
    private boolean delete;

    @Option(
            names = {"-n", "--dry-run"},
            description = "lists what would be done, and does nothing")
    private boolean dryRun;

    @Option(
            names = "--verify",
            description = "compares with what is there, byte by byte, and writes nothing")
    private boolean verify;

    @Option(
            names = "--by-name",
            negatable = false,
            description = "gives files to the users and groups of the same names; else by number")
    private boolean byName;

    @Option(names = "--numeric", hidden = true, description = "by number, which is the default")
    private boolean numeric;

    @Option(
            names = {"-v", "--verbose"},
            description = "names every file that is restored")
    private boolean verbose;

    private final Surroundings around;

    public RestoreCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        requireSense();
        var choice = snapshot.choice();
        VaultOpening opening = new VaultOpening(around, vault);
        VaultAccess access = opening.open(VaultOpening.Purpose.READ);
        try (VaultConnection connection = access.connect()) {
            OpenSnapshot opened = OpenSnapshot.of(connection, choice);
            opened.tellUnlessNamed(around.console(), choice);
            PathSelection selection = selection(connection.trees(), opened);
            Sources sources = new Sources(connection, access, ownFolders(opening));
            return restore(sources, opened, selection);
        }
    }

    private void requireSense() {
        if (all != paths.isEmpty()) {
            throw wrong("give the paths to restore, or --all for everything");
        }
        if ((to == null) == !inPlace) {
            String what = all ? "--all" : String.join(" ", paths);
            throw wrong(
                    ("say where to restore to:%n  holdfast restore --to DIR %s%n"
                                    + "  holdfast restore --in-place %s")
                            .formatted(what, what));
        }
        if (byName && numeric) {
            throw wrong("--by-name and --numeric exclude each other");
        }
        if (verify && (dryRun || overwrite() != Overwrite.CHANGED)) {
            throw wrong("--verify writes nothing anyway: leave --dry-run and --overwrite away");
        }
    }

    private Overwrite overwrite() {
        return switch (overwriteWhen) {
            case "always" -> Overwrite.ALWAYS;
            case "changed" -> Overwrite.CHANGED;
            case "never" -> Overwrite.NEVER;
            default -> throw wrong("--overwrite takes always, changed or never");
        };
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    /** What exists under just that name is meant, even if it looks like a pattern. */
    private PathSelection selection(Trees trees, OpenSnapshot opened) throws IOException {
        if (all) {
            return new PathSelection(List.of(RawPath.ROOT));
        }
        List<RawPath> named = new ArrayList<>();
        List<PathPattern> patterns = new ArrayList<>();
        for (String argument : paths) {
            byte[] bytes = RawText.encode(argument);
            RawPath path = PathArguments.inSnapshot(argument);
            if (path.names().isEmpty() || trees.find(opened.root(), path).isPresent()) {
                named.add(path);
            } else if (PathPattern.isPattern(bytes)) {
                patterns.add(PathArguments.pattern(argument));
            } else {
                throw new IOException(
                        "%s is not in snapshot %d, so nothing was restored"
                                .formatted(path, opened.snapshot().sequence()));
            }
        }
        return new PathSelection(named, patterns);
    }

    /** What is never written over, wherever the snapshot comes from. */
    private List<RawPath> ownFolders(VaultOpening opening) throws IOException {
        List<Path> folders = new ArrayList<>(opening.locations().all());
        Path folder = vault.vault();
        if (folder != null) {
            folders.add(folder);
        }
        List<RawPath> real = new ArrayList<>();
        for (Path own : folders) {
            Path found = Files.exists(own) ? own.toRealPath() : own.toAbsolutePath();
            real.add(RawPath.of(found.toString()));
        }
        return real;
    }

    /** Where content and keys come from, and what is left alone. */
    private record Sources(
            VaultConnection connection, VaultAccess access, List<RawPath> ownFolders) {}

    private int restore(Sources sources, OpenSnapshot opened, PathSelection selection)
            throws IOException {
        RestoreProgress progress = new RestoreProgress();
        Shortfalls shortfalls = new Shortfalls();
        long began = around.ticker().getAsLong();
        Outcome outcome = new Outcome(opened, progress, shortfalls);
        RestoreReport report = report(progress, opened.root().totals());
        try (report) {
            RestoreRequest request =
                    new RestoreRequest(
                            opened.root(),
                            selection,
                            target(),
                            rules(opened.root()),
                            sources.ownFolders(),
                            shortfalls,
                            progress,
                            report);
            RestoreRun run =
                    new RestoreRun(
                            request, sources.connection(), sources.access().keys().sealing());
            if (request.rules().earnest() == Earnest.DO) {
                requireRoom(run, report);
            }
            run(run);
        }
        if (!selection.patterns().isEmpty() && progress.isIdle() && report.planned() == 0) {
            throw new IOException(
                    "nothing in snapshot %d matches %s"
                            .formatted(opened.snapshot().sequence(), String.join(" ", paths)));
        }
        Duration took = Duration.ofNanos(around.ticker().getAsLong() - began);
        return summarise(outcome, report, took);
    }

    private static void run(RestoreRun run) throws IOException {
        try {
            run.run();
        } catch (ErrnoException failure) {
            if (failure.errno() == Errno.ENOSPC || failure.errno() == Errno.EDQUOT) {
                throw new IOException(
                        "the target is full: %s; make room and run the same again, it goes on"
                                .formatted(failure.getMessage()),
                        failure);
            }
            throw failure;
        }
    }

    private RestoreRequest.Rules rules(Root root) {
        return new RestoreRequest.Rules(
                verify ? Overwrite.ALWAYS : overwrite(),
                delete ? Others.DELETE : Others.KEEP,
                dryRun || verify ? Earnest.DRY_RUN : Earnest.DO,
                byName ? ownersByName(root) : Owners.NUMERIC);
    }

    private static Owners ownersByName(Root root) {
        return new Owners(
                numbers(root.users(), Accounts::userNumber),
                numbers(root.groups(), Accounts::groupNumber));
    }

    private static Map<Long, Long> numbers(
            Map<Long, String> names, Function<String, OptionalLong> lookup) {
        Map<Long, Long> numbers = new HashMap<>();
        names.forEach(
                (saved, name) -> lookup.apply(name).ifPresent(here -> numbers.put(saved, here)));
        return numbers;
    }

    private static void requireRoom(RestoreRun run, RestoreReport report) throws IOException {
        List<RestoreRun.Room> rooms = run.rooms();
        for (RestoreRun.Room room : rooms) {
            if (!room.hasBytes()) {
                throw new IOException(
                        "not enough room on %s: %s to restore, %s free; nothing was restored"
                                .formatted(
                                        room.place(),
                                        Shown.bytes(room.needed().bytes()),
                                        Shown.bytes(room.free().bytes())));
            }
            if (!room.hasInodes()) {
                throw new IOException(
                        ("not enough inodes on %s: %s to restore, %s free; nothing was restored"
                                        + " (mkfs.ext4 -N makes a file system with more)")
                                .formatted(
                                        room.place(),
                                        Shown.count(room.needed().inodes()),
                                        Shown.count(room.free().inodes())));
            }
        }
        for (RestoreRun.Room room : rooms) {
            report.say(
                    "room on %s: up to %s needed, %s free"
                            .formatted(
                                    room.place(),
                                    Shown.bytes(room.needed().bytes()),
                                    Shown.bytes(room.free().bytes())));
        }
    }

    /** What a run came to. */
    private record Outcome(OpenSnapshot opened, RestoreProgress progress, Shortfalls shortfalls) {}

    private int summarise(Outcome outcome, RestoreReport report, Duration took) {
        RestoreProgress progress = outcome.progress();
        outcome.shortfalls().all().forEach(each -> around.console().say(sentence(each)));
        long sequence = outcome.opened().snapshot().sequence();
        if (verify) {
            around.console().out().println(RestoreReport.verdict(report.planned(), sequence));
        } else if (dryRun) {
            around.console()
                    .out()
                    .println(
                            "would change %s to be as in snapshot %d"
                                    .formatted(
                                            Shown.count(report.planned(), "entry", "entries"),
                                            sequence));
        } else {
            around.console().out().println(RestoreReport.summary(progress, sequence, took));
        }
        if (progress.failed() > 0) {
            around.console()
                    .say(
                            "NOT RESTORED: %s"
                                    .formatted(Shown.count(progress.failed(), "entry", "entries")));
        }
        return status(progress, report).status();
    }

    private ExitCode status(RestoreProgress progress, RestoreReport report) {
        if (progress.damaged() > 0) {
            return ExitCode.DAMAGED;
        }
        if (progress.failed() > 0) {
            return ExitCode.GAPS;
        }
        return verify && report.planned() > 0 ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static String sentence(Shortfalls.Shortfall shortfall) {
        return "%s could not be set: %s (%s)"
                .formatted(
                        shortfall.kind().name().toLowerCase(Locale.ROOT),
                        Shown.count(shortfall.count(), "entry", "entries"),
                        String.join("; ", shortfall.examples()));
    }

    private RawPath target() throws IOException {
        if (to == null) {
            return RawPath.ROOT;
        }
        if (!dryRun && !verify) {
            makeFolder(to);
        }
        return RealPaths.of((to + "/").getBytes(StandardCharsets.UTF_8));
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException file) {
            throw new IOException(
                    "cannot restore to %s: it is not a folder".formatted(folder), file);
        }
    }

    private RestoreReport report(RestoreProgress progress, Root.Totals totals) {
        Console console = around.console();
        RestoreReport.Manner manner = new RestoreReport.Manner(verbose, verify);
        return console.watched()
                ? RestoreReport.onTerminal(console, manner, progress, all ? totals.bytes() : 0)
                : RestoreReport.plain(console, manner);
    }
}
