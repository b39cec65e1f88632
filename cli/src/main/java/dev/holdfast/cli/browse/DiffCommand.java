package dev.holdfast.cli.browse;

import dev.holdfast.cli.access.VaultAccess;
import dev.holdfast.cli.access.VaultOpening;
import dev.holdfast.cli.access.VaultOptions;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.snapshot.OpenSnapshot;
import dev.holdfast.cli.snapshot.SnapshotPlace;
import dev.holdfast.client.browse.Differences;
import dev.holdfast.client.browse.SnapshotChoice;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.model.RawPath;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast diff}. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Tells what differs between two snapshots, in the order of paths:",
            "+ added, - removed, M changed, m only owner, permissions, times or attributes."
        })
final class DiffCommand implements Callable<Integer> {
    @Mixin private VaultOptions vault = new VaultOptions();

    @Parameters(
            index = "0",
            paramLabel = "BEFORE",
            description = "a snapshot's number, 'latest' or a series")
    private String before = "";

    @Parameters(
            index = "1",
            paramLabel = "AFTER",
            arity = "0..1",
            description = "another's (usually the newest of the same series)")
    private @Nullable String after;

    @Option(names = "--json", description = "prints one JSON object for each difference")
    private boolean json;

    private final Surroundings around;

    DiffCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        var one = SnapshotPlace.choice(before);
        Optional<SnapshotChoice> other =
                after == null ? Optional.empty() : Optional.of(SnapshotPlace.choice(after));
        VaultAccess access = new VaultOpening(around, vault).open(VaultOpening.Purpose.READ);
        try (VaultConnection connection = access.connect()) {
            OpenSnapshot was = OpenSnapshot.of(connection, one);
            OpenSnapshot is = OpenSnapshot.of(connection, other.orElseGet(was::latestOfSeries));
            new Differences(
                            connection.reader(),
                            (change, path, entry) ->
                                    around.console().out().println(line(change, path)))
                    .run(was.root(), is.root());
        }
        return ExitCode.DONE.status();
    }

    private String line(Differences.Change change, RawPath path) {
        return json
                ? JsonLine.of(fields -> {
                    fields.writeStringField("change", change.name().toLowerCase(Locale.ROOT));
                    fields.writeStringField("path", path.toString());
                })
                : sign(change) + " " + path;
    }

    private static char sign(Differences.Change change) {
        return switch (change) {
            case ADDED -> '+';
            case REMOVED -> '-';
            case CHANGED -> 'M';
            case METADATA -> 'm';
        };
    }
}
