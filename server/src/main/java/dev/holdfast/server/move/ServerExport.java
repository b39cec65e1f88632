package dev.holdfast.server.move;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Timestamp;
import dev.holdfast.server.client.Client;
import java.util.List;
import java.util.Optional;

/**
 * What a server is to its clients: with it another host takes its place, and they go on. Their
 * backups are not in it, nor invitations, reports and logs.
 *
 * @param made when
 * @param host that it was made on, for people
 * @param configuration below the folder of {@code server.toml}
 * @param hostKeys by which clients know the host; none if they could not be read
 * @param clients with their keys
 */
public record ServerExport(
        Timestamp made,
        String host,
        List<ExportedFile> configuration,
        List<ExportedFile> hostKeys,
        List<Client> clients) {
    static final String CONFIG = "server.toml";

    public ServerExport {
        configuration = List.copyOf(configuration);
        hostKeys = List.copyOf(hostKeys);
        clients = List.copyOf(clients);
    }

    /** What {@code server.toml} said, if there was one. */
    public Optional<String> config() {
        return configuration.stream()
                .filter(file -> file.path().equals(CONFIG))
                .map(file -> new String(file.content().toArray(), UTF_8))
                .findFirst();
    }

    /** How many keys of the host there are; each has a file for its public half too. */
    public long keyCount() {
        return hostKeys.stream().filter(file -> !file.path().endsWith(".pub")).count();
    }

    /** To be sealed by the caller: the host's keys are in it. */
    public byte[] encode() {
        return ExportFormat.encode(this);
    }

    /**
     * @throws MalformedException if it is none
     * @throws dev.holdfast.model.feature.TooNewException if a newer version made it
     */
    public static ServerExport decode(byte[] bytes) throws MalformedException {
        return ExportFormat.decode(bytes);
    }
}
