package dev.holdfast.server.session;

import dev.holdfast.model.ClientId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Path;

/** Where a client's vault is, or will be. */
@FunctionalInterface
public interface VaultHome {
    /** The vault's folder, made if it is missing. */
    Volume open() throws IOException;

    /** In the folder of a server. */
    static VaultHome of(ServerConfig config, ClientId client) {
        return () -> {
            String name = "vaults/" + client;
            Volume.on(config.root()).makeDirectory(name);
            return Volume.on(config.root().resolve(name));
        };
    }

    /** A folder that exists. */
    static VaultHome at(Path folder) {
        return () -> Volume.on(folder);
    }
}
