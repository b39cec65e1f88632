package dev.holdfast.cli.access;

import dev.holdfast.client.config.ClientConfig;
import dev.holdfast.client.identity.StateFolder;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.client.vault.VaultKeys;
import dev.holdfast.model.Series;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A way to a vault, with its keys.
 *
 * @param state what belongs to this vault
 * @param remote whether it is on a server
 */
public record VaultAccess(
        VaultConnection.Caller caller,
        VaultKeys keys,
        StateFolder state,
        ClientConfig config,
        Path cacheFolder,
        boolean remote) {

    public VaultConnection connect() throws IOException {
        return VaultConnection.open(caller, keys.opening());
    }

    /** The flat cache of a series. */
    public Path cacheFile(Series series) {
        return cacheFolder.resolve("%s-%s.cache".formatted(keys.sealing().vault(), series));
    }
}
