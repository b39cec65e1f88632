package dev.holdfast.cli.browse;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.holdfast.cli.access.VaultOptions;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.snapshot.OpenPlace;
import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.traverse.Traversal;
import dev.holdfast.client.traverse.Visitor;
import dev.holdfast.client.traverse.Way;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
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
            description = "a snapshot's number, 'latest' or a series, and a path in it")
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
        try (OpenPlace open = OpenPlace.of(around, vault, place)) {
            Optional<Entry> entry = open.entry();
            if (entry.isEmpty()) {
                directory(open.connection(), open.path(), open.root().top().directory());
            } else if (entry.get().node() instanceof Node.Directory directory) {
                directory(open.connection(), open.path(), directory);
            } else {
                print(open.path(), entry.get());
            }
        }
        return ExitCode.DONE.status();
    }

    private void directory(VaultConnection connection, RawPath path, Node.Directory directory)
            throws IOException {
        if (!recursive) {
            connection
                    .trees()
                    .entries(directory.tree(), entry -> print(path.resolve(entry.name()), entry));
            return;
        }
        Way top = Way.TOP;
        for (RawName name : path.names()) {
            top = top.to(name);
        }
        try (BulkReader reader = connection.bulkReader()) {
            new Traversal<>(reader, new Printing()).run(top, top, directory);
        }
    }

    private final class Printing implements Visitor<Way> {
        @Override
        public boolean wants(Way parent, Entry entry, Node.Directory directory) {
            return true;
        }

        @Override
        public Way enter(Place<Way> parent, Entry entry, Node.Directory directory) {
            leaf(parent, entry);
            return parent.way().to(entry.name());
        }

        @Override
        public void leaf(Place<Way> parent, Entry entry) {
            print(parent.way().path(entry.name()), entry);
        }

        @Override
        public void leave(Place<Way> place) {}

        @Override
        public void damaged(Place<Way> place, IOException fault) throws IOException {
            throw fault;
        }
    }

    private void print(RawPath path, Entry entry) {
        String line =
                json
                        ? JsonLine.of(fields -> fields(fields, path, entry))
                        : line(recursive ? path.toString() : entry.name().toString(), entry);
        around.console().out().println(line);
    }

    /** An entry with all that a listing tells of it, under its whole path. */
    static String line(RawPath path, Entry entry) {
        return line(path.toString(), entry);
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

    static void fields(JsonGenerator json, RawPath path, Entry entry) throws IOException {
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
