package dev.holdfast.server.move;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdfast.model.Bytes;
import dev.holdfast.server.client.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What has to be done that a host takes over an export, beside making it a server. Nothing that is
 * there is replaced: what says something else is an obstacle.
 *
 * @param files of the configuration that are written, without {@code server.toml}
 * @param clients that are added
 * @param known how many of the clients are here already; they stay as they are
 * @param obstacles sentences; while there is one, nothing may be done
 */
public record ImportPlan(
        List<ExportedFile> files, List<Client> clients, int known, List<String> obstacles) {
    public ImportPlan {
        files = List.copyOf(files);
        clients = List.copyOf(clients);
        obstacles = List.copyOf(obstacles);
    }

    /**
     * What is there before.
     *
     * @param files content by path, of the configuration
     */
    public record Present(Map<String, Bytes> files, List<Client> clients) {
        public Present {
            files = Map.copyOf(files);
            clients = List.copyOf(clients);
        }
    }

    /**
     * Decides. Pure.
     *
     * @param config what {@code server.toml} will say
     */
    public static ImportPlan of(ServerExport export, Present present, String config) {
        List<String> obstacles = new ArrayList<>();
        List<ExportedFile> files = new ArrayList<>();
        for (ExportedFile file : export.configuration()) {
            boolean isConfig = file.path().equals(ServerExport.CONFIG);
            Bytes wanted = isConfig ? Bytes.copyOf(config.getBytes(UTF_8)) : file.content();
            Bytes there = present.files().get(file.path());
            if (there == null && !isConfig) {
                files.add(file);
            } else if (there != null && !there.equals(wanted)) {
                obstacles.add(
                        "%s is there already and says something else: move it away first"
                                .formatted(file.path()));
            }
        }
        List<Client> clients = new ArrayList<>();
        int known = 0;
        for (Client client : export.clients()) {
            if (present.clients().stream().anyMatch(each -> each.id().equals(client.id()))) {
                known++;
            } else if (present.clients().stream()
                    .noneMatch(each -> each.name().equals(client.name()))) {
                clients.add(client);
            } else {
                obstacles.add(
                        ("another client is called %1$s here:"
                                        + " 'holdfast server rename %1$s OTHER' first")
                                .formatted(client.name()));
            }
        }
        return new ImportPlan(files, clients, known, obstacles);
    }
}
