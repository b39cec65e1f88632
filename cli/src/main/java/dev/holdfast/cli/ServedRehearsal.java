package dev.holdfast.cli;

import dev.holdfast.client.identity.Identity;
import dev.holdfast.client.identity.Machine;
import dev.holdfast.client.identity.StateFolder;
import dev.holdfast.codec.key.KeyFile;
import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.ssh.Ed25519Key;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.ClientKey;
import dev.holdfast.server.client.Registry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server with one client, who is served by this process as if its key had forced that. */
final class ServedRehearsal {
    private static final ClientId CLIENT = ClientId.parse("0".repeat(32));
    private static final ClientName NAME = new ClientName("rehearsal");

    private final Path folder;

    private ServedRehearsal(Path folder) {
        this.folder = folder;
    }

    static ServedRehearsal in(Path folder) throws IOException {
        ServedRehearsal rehearsal = new ServedRehearsal(folder);
        rehearsal.setUp();
        return rehearsal;
    }

    private void setUp() throws IOException {
        SecureRandom random = new SecureRandom();
        Ed25519Key login = Ed25519Key.generate(random);
        Bytes machine = Machine.hash(Path.of("/"));
        Path root = Files.createDirectories(folder.resolve("root"));
        Files.writeString(
                config(),
                "root = \"%s\"\nuser = \"%s\"\n".formatted(root, System.getProperty("user.name")));
        ClientKey key = new ClientKey(login.publicKey(), Rights.FULL, Instant.now(), machine);
        new Registry(Volume.on(root)).write(Client.enrolled(CLIENT, NAME, key));

        StateFolder state = new StateFolder(folder.resolve("state"));
        KeyFile keys = new KeyFile(RootSecret.random(random), List.of());
        ServerAddress server =
                new ServerAddress(
                        "localhost",
                        ServerAddress.PORT_STANDARD,
                        "holdfast",
                        List.of(Ed25519Key.generate(random).publicKey()));
        state.save(keys);
        state.save(login);
        state.save(new Identity(CLIENT, NAME, keys.root().vault(), machine, Optional.of(server)));
    }

    private Path config() {
        return folder.resolve("server.toml");
    }

    /** Serves who comes over the standard streams, in a thread of its own. */
    void serve() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        String[] line = {
            "server", "serve", "--client", CLIENT.toString(), "--config", config().toString()
        };
        Thread.ofPlatform().daemon().start(() -> Main.run(nowhere, nowhere, line));
    }

    /** A command line of the client. */
    String[] client(String command, List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(command));
        for (String own : List.of("state", "cache", "config")) {
            line.addAll(List.of("--" + own, folder.resolve(own).toString()));
        }
        line.addAll(arguments);
        return line.toArray(String[]::new);
    }
}
