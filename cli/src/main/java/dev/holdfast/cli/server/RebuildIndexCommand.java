package dev.holdfast.cli.server;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.Registry;
import dev.holdfast.server.maintain.IndexRebuild;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holdfast server rebuild-index}. */
@Command(
        name = "rebuild-index",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the index of a vault again from its packs.",
            "It is never lost for good: use this when an index is damaged or was deleted."
        })
final class RebuildIndexCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    /** One of both. */
    static final class Which {
        @Option(names = "--client", paramLabel = "NAME", description = "that of one client")
        @Nullable String client;

        @Option(names = "--all", description = "those of all clients")
        boolean all;
    }

    private final Surroundings around;

    RebuildIndexCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        return ServerHere.at(around, server.file(around)).asItsUser(spec, this::rebuild);
    }

    private int rebuild(ServerHere here) throws IOException {
        IndexRebuild rebuild = new IndexRebuild(here.config());
        Registry.Listing clients = here.files().registry().list();
        ExitCode worst = ExitCode.DONE;
        for (ClientId id : ids(rebuild, clients)) {
            switch (rebuild.rebuild(id)) {
                case IndexRebuild.Rebuilt rebuilt -> tell(name(clients, id), rebuilt);
                case IndexRebuild.Failed(var _, String sentence) -> {
                    around.console().say("%s: %s".formatted(name(clients, id), sentence));
                    worst = ExitCode.FAILED;
                }
            }
        }
        return worst.status();
    }

    private List<ClientId> ids(IndexRebuild rebuild, Registry.Listing clients) throws IOException {
        String wanted = which.client;
        if (wanted == null) {
            return rebuild.clients();
        }
        try {
            return List.of(
                    clients.find(new ClientName(wanted))
                            .map(Client::id)
                            .orElseThrow(() ->
                                    new IOException(
                                            "there is no client %s (see holdfast server clients)"
                                                    .formatted(wanted))));
        } catch (IllegalArgumentException impossible) {
            throw new UsageException(String.valueOf(impossible.getMessage()), impossible);
        }
    }

    private static String name(Registry.Listing clients, ClientId id) {
        return clients.clients().stream()
                .filter(client -> client.id().equals(id))
                .map(client -> client.name().value())
                .findFirst()
                .orElse(id.toString());
    }

    private void tell(String name, IndexRebuild.Rebuilt rebuilt) {
        around.console()
                .out()
                .printf(
                        "%s: index made from %s with %s%n",
                        name,
                        Shown.count(rebuilt.figures().packs(), "pack", "packs"),
                        Shown.count(rebuilt.figures().records(), "record", "records"));
    }
}
