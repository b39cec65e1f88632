package dev.holdfast.server.upkeep;

import dev.holdfast.model.ClientId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.config.ServerPolicy;
import dev.holdfast.store.vault.Vault;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A client and the folder of its vault, which need not exist yet.
 *
 * @param name for people
 * @param policy by what is decided about it
 * @param expected bytes that its first backup may bring; absent: its share
 * @param awaited since when backups of it should come; absent: nobody expects any, as it was
 *     retired, has no keys, or is its owner's own matter
 */
public record Tenant(
        ClientId client,
        String name,
        Path folder,
        ServerPolicy policy,
        OptionalLong expected,
        Optional<Instant> awaited) {

    /** Of whose backups nobody said anything. */
    public Tenant(ClientId client, String name, Path folder, ServerPolicy policy) {
        this(client, name, folder, policy, OptionalLong.empty(), Optional.empty());
    }

    /** The same under another policy. */
    public Tenant under(ServerPolicy other) {
        return new Tenant(client, name, folder, other, expected, awaited);
    }

    /** The folder, if there is a vault in it. */
    public Optional<Volume> volume() throws IOException {
        try {
            Volume volume = Volume.on(folder);
            return volume.exists("vault.cbor") ? Optional.of(volume) : Optional.empty();
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    Optional<Vault> vault() throws IOException {
        Optional<Volume> volume = volume();
        return volume.isEmpty() ? Optional.empty() : Optional.of(Vault.open(volume.get()));
    }
}
