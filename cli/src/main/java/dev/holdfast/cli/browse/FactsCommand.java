package dev.holdfast.cli.browse;

import dev.holdfast.cli.access.VaultAccess;
import dev.holdfast.cli.access.VaultOpening;
import dev.holdfast.cli.access.VaultOptions;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.snapshot.OpenSnapshot;
import dev.holdfast.cli.snapshot.SnapshotOptions;
import dev.holdfast.client.browse.SnapshotChoice;
import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.fill.ContentStream;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.model.Printable;
import dev.holdfast.model.Series;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast facts}. */
@Command(
        name = "facts",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what a backup of the whole machine tells about it, for a bare-metal restore:",
            "partition tables, file systems, volumes, packages, how it boots.",
            "With a name it prints that fact as it is, such as for sfdisk:"
                    + " holdfast facts partitions-sda | sfdisk /dev/sda"
        })
final class FactsCommand implements Callable<Integer> {
    @Mixin private VaultOptions vault = new VaultOptions();
    @Mixin private SnapshotOptions snapshot = new SnapshotOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "the fact to print; without it, all are listed")
    private @Nullable String name;

    @Option(names = "--json", description = "lists one JSON object for each fact")
    private boolean json;

    private final Surroundings around;
    private final OutputStream raw;

    /**
     * @param raw for a fact as it is
     */
    FactsCommand(Surroundings around, OutputStream raw) {
        this.around = around;
        this.raw = raw;
    }

    @Override
    public Integer call() throws IOException {
        SnapshotChoice choice = snapshot.choice().within(Series.SYSTEM);
        VaultAccess access = new VaultOpening(around, vault).open(VaultOpening.Purpose.READ);
        try (VaultConnection connection = access.connect()) {
            OpenSnapshot opened = OpenSnapshot.of(connection, choice);
            opened.tellUnlessNamed(around.console(), choice);
            SortedMap<String, Content> facts = opened.root().facts();
            if (name == null) {
                facts.forEach(this::list);
            } else {
                print(connection, fact(facts, opened.snapshot()));
            }
        }
        return ExitCode.DONE.status();
    }

    private void list(String fact, Content content) {
        String line =
                json
                        ? JsonLine.of(fields -> {
                            fields.writeStringField("fact", fact);
                            fields.writeNumberField("bytes", content.length());
                        })
                        : "%10s  %s".formatted(Shown.bytes(content.length()), Printable.of(fact));
        around.console().out().println(line);
    }

    private Content fact(SortedMap<String, Content> facts, Snapshot of) throws IOException {
        Content content = facts.get(name);
        if (content == null) {
            throw new IOException(
                    "snapshot %d has no fact '%s' (holdfast facts lists what it has)"
                            .formatted(of.sequence(), Printable.of(String.valueOf(name))));
        }
        return content;
    }

    private void print(VaultConnection connection, Content content) throws IOException {
        try (BulkReader reader = connection.bulkReader()) {
            ContentStream.copyAll(reader, content, raw);
        }
    }
}
