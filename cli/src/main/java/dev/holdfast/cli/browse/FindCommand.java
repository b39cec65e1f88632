package dev.holdfast.cli.browse;

import dev.holdfast.cli.access.VaultAccess;
import dev.holdfast.cli.access.VaultOpening;
import dev.holdfast.cli.access.VaultOptions;
import dev.holdfast.cli.argument.PathArguments;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.snapshot.OpenSnapshot;
import dev.holdfast.cli.snapshot.SnapshotOptions;
import dev.holdfast.client.browse.PathPattern;
import dev.holdfast.client.browse.Search;
import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Entry;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast find}. */
@Command(
        name = "find",
        mixinStandardHelpOptions = true,
        description = {
            "Finds paths in all snapshots, and shows the newest version of each.",
            "The first column is the snapshot to restore it from."
        })
final class FindCommand implements Callable<Integer> {
    @Mixin private VaultOptions vault = new VaultOptions();
    @Mixin private SnapshotOptions snapshot = new SnapshotOptions();

    @Parameters(
            paramLabel = "PATTERN",
            description = "'hosts' or '*.conf' for names anywhere, '/etc/**' for whole paths")
    private String pattern = "";

    @Option(names = "--all", description = "shows every version, the newest first")
    private boolean all;

    @Option(names = "--json", description = "prints one JSON object for each version")
    private boolean json;

    private final Surroundings around;
    private long found;
    private long damaged;

    FindCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        PathPattern wanted = PathArguments.pattern(pattern);
        VaultAccess access = new VaultOpening(around, vault).open(VaultOpening.Purpose.READ);
        try (VaultConnection connection = access.connect()) {
            List<Snapshot> snapshots = snapshots(connection);
            try (BulkReader reader = connection.bulkReader()) {
                new Search(
                                reader,
                                wanted,
                                all ? Search.Versions.ALL : Search.Versions.NEWEST,
                                new Printing())
                        .run(snapshots);
            }
        }
        if (found == 0) {
            around.console().say("nothing matches " + wanted);
        }
        if (damaged > 0) {
            return ExitCode.DAMAGED.status();
        }
        return found == 0 ? ExitCode.FAILED.status() : ExitCode.DONE.status();
    }

    private List<Snapshot> snapshots(VaultConnection connection) throws IOException {
        if (snapshot.isGiven()) {
            return List.of(OpenSnapshot.of(connection, snapshot.choice()).snapshot());
        }
        return connection.snapshots().snapshots().stream()
                .sorted(Comparator.comparingLong(Snapshot::sequence).reversed())
                .toList();
    }

    private final class Printing implements Search.Hits {
        @Override
        public void found(Snapshot in, RawPath path, Entry entry) {
            found++;
            String line =
                    json
                            ? JsonLine.of(fields -> {
                                fields.writeNumberField("snapshot", in.sequence());
                                LsCommand.fields(fields, path, entry);
                            })
                            : "%6d  %s".formatted(in.sequence(), LsCommand.line(path, entry));
            around.console().out().println(line);
        }

        @Override
        public void damaged(Snapshot in, RawPath path, IOException fault) {
            damaged++;
            around.console()
                    .say(
                            "DAMAGED: snapshot %d, %s: %s"
                                    .formatted(in.sequence(), path, fault.getMessage()));
        }
    }
}
