package dev.holdfast.cli.client;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.client.vault.Trees;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast ls}. */
@Command(
        name = "ls",
        mixinStandardHelpOptions = true,
        description = "Lists a directory of a snapshot.")
final class LsCommand implements Callable<Integer> {
    @Mixin private VaultOptions vault = new VaultOptions();

    @Parameters(
            paramLabel = "SNAPSHOT[:PATH]",
            description = "the snapshot's number, or 'latest', and a path in it")
    private String place = "latest";

    @Option(
            names = {"-R", "--recursive"},
            description = "also lists what is below")
    private boolean recursive;

    @Option(names = "--json", description = "prints one JSON object for each entry")
    private boolean json;

    private final Surroundings around;

    LsCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        SnapshotPlace wanted = SnapshotPlace.parse(place);
        VaultAccess access = new VaultOpening(around, vault).open(VaultOpening.Purpose.READ);
        try (VaultConnection connection = access.connect()) {
            Trees trees = connection.trees();
            Root root = OpenSnapshot.of(connection, wanted.snapshot()).root();
            list(trees, root, wanted);
        }
        return ExitCode.DONE.status();
    }

    private void list(Trees trees, Root root, SnapshotPlace wanted) throws IOException {
        RawPath path = wanted.path();
        if (path.names().isEmpty()) {
            directory(trees, path, root.top().directory());
            return;
        }
        Optional<Entry> found = trees.find(root, path);
        Entry entry = found.orElseThrow(() -> wanted.missing());
        if (entry.node() instanceof Node.Directory directory) {
            directory(trees, path, directory);
        } else {
            print(path, entry);
        }
    }

    private void directory(Trees trees, RawPath path, Node.Directory directory) throws IOException {
        trees.entries(
                directory.tree(),
                entry -> {
                    RawPath child = path.resolve(entry.name());
                    print(child, entry);
                    if (recursive && entry.node() instanceof Node.Directory inner) {
                        directory(trees, child, inner);
                    }
                });
    }

    private void print(RawPath path, Entry entry) {
        String line =
                json
                        ? JsonLine.of(fields -> fields(fields, path, entry))
                        : line(recursive ? path.toString() : entry.name().toString(), entry);
        around.console().out().println(line);
    }

    private static String line(String name, Entry entry) {
        Metadata metadata = entry.metadata();
        return "%s %5d %5d %10s %s %s%s"
                .formatted(
                        Modes.text(entry),
                        metadata.owner().user(),
                        metadata.owner().group(),
                        entry.node() instanceof Node.RegularFile file
                                ? Shown.bytes(file.size())
                                : "-",
                        Shown.time(metadata.times().modified()),
                        name,
                        entry.node() instanceof Node.SymbolicLink(var target)
                                ? " -> " + target
                                : "");
    }

    private static void fields(JsonGenerator json, RawPath path, Entry entry) throws IOException {
        Metadata metadata = entry.metadata();
        json.writeStringField("path", path.toString());
        json.writeStringField("type", Modes.word(entry.node()));
        json.writeStringField("mode", "%04o".formatted(metadata.mode()));
        json.writeNumberField("user", metadata.owner().user());
        json.writeNumberField("group", metadata.owner().group());
        json.writeStringField("modified", metadata.times().modified().toInstant().toString());
        if (entry.node() instanceof Node.RegularFile file) {
            json.writeNumberField("size", file.size());
        }
        if (entry.node() instanceof Node.SymbolicLink(var target)) {
            json.writeStringField("target", target.toString());
        }
    }
}
