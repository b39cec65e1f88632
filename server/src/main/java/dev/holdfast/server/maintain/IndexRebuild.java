package dev.holdfast.server.maintain;

import dev.holdfast.model.ClientId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.store.vault.IndexFigures;
import dev.holdfast.store.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes indexes again from the packs. */
public final class IndexRebuild {
    private static final String FOLDER = "vaults";

    private final Path vaults;
    private final Volume root;

    public IndexRebuild(ServerConfig config) throws IOException {
        this.root = Volume.on(config.root());
        this.vaults = config.root().resolve(FOLDER);
    }

    /** What became of one vault's index. */
    public sealed interface Outcome {
        ClientId client();
    }

    public record Rebuilt(ClientId client, IndexFigures figures) implements Outcome {}

    /** It failed, as the sentence says; the others go on. */
    public record Failed(ClientId client, String sentence) implements Outcome {}

    /** The clients that have a vault here. */
    public List<ClientId> clients() throws IOException {
        List<ClientId> clients = new ArrayList<>();
        for (String name : root.list(FOLDER)) {
            if (name.matches("[0-9a-f]{32}")) {
                clients.add(ClientId.parse(name));
            }
        }
        return clients;
    }

    public Outcome rebuild(ClientId client) {
        try {
            Volume volume = Volume.on(vaults.resolve(client.toString()));
            return new Rebuilt(client, Vault.open(volume).rebuildIndex());
        } catch (IOException failure) {
            return new Failed(client, String.valueOf(failure.getMessage()));
        }
    }
}
