package dev.holdfast.server.config;

import dev.holdfast.model.ClientName;
import dev.holdfast.platform.durable.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that a running server goes by. What was last understood is kept in the server's
 * folder, {@code config/}, and stays in force when somebody writes what nobody understands.
 */
public final class InForce {
    private static final String FOLDER = "config";
    private static final int LENGTH_MAX = 1 << 20;

    private final Path file;
    private final ServerConfig config;
    private final ZoneId zone;
    private final List<String> complaints = new ArrayList<>();
    private @Nullable ServerPolicy policy;

    private InForce(Path file, ServerConfig config, ZoneId zone) {
        this.file = file;
        this.config = config;
        this.zone = zone;
    }

    /**
     * Finds it.
     *
     * @param file {@code server.toml}
     * @param zone the host's
     * @throws ConfigException if nothing was ever understood
     */
    public static InForce of(Path file, ZoneId zone) throws IOException {
        try {
            ServerConfig config = ServerConfig.read(file);
            return new InForce(file, config, zone);
        } catch (ConfigException wrong) {
            Path root = rootDespiteErrors(file);
            Path copy = root.resolve(FOLDER).resolve("server.toml");
            if (!Files.exists(copy)) {
                throw wrong;
            }
            InForce old = new InForce(file, ServerConfig.read(copy), zone);
            old.complaints.add(wrong.getMessage() + " (what it said before stays in force)");
            return old;
        }
    }

    private static Path rootDespiteErrors(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        try {
            return TomlFile.textDespiteErrors(text, "root")
                    .map(ServerToml::path)
                    .orElse(ServerConfig.DEFAULT.root());
        } catch (IllegalArgumentException impossible) {
            return ServerConfig.DEFAULT.root();
        }
    }

    public ServerConfig config() {
        return config;
    }

    /** What was not understood so far, each a sentence with file and line. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** By what the server decides. */
    public ServerPolicy policy() throws IOException {
        ServerPolicy known = policy;
        if (known == null) {
            known =
                    read(
                            file,
                            "server.toml",
                            text -> ServerPolicy.ofServer(text, file.toString(), zone),
                            ServerPolicy.standard(zone));
            policy = known;
        }
        return known;
    }

    /** By what it decides for one client. */
    public ServerPolicy policy(ClientName client) throws IOException {
        ServerPolicy server = policy();
        String name = "clients/" + client + ".toml";
        Path own = file.resolveSibling(name);
        return read(own, name, text -> server.forClient(text, own.toString()), server);
    }

    private interface Reading {
        ServerPolicy read(String text) throws ConfigException;
    }

    private ServerPolicy read(Path source, String copy, Reading reading, ServerPolicy otherwise)
            throws IOException {
        Optional<byte[]> bytes = bytes(source);
        if (bytes.isEmpty()) {
            return otherwise;
        }
        try {
            ServerPolicy policy = reading.read(new String(bytes.get(), StandardCharsets.UTF_8));
            remember(copy, bytes.get());
            return policy;
        } catch (ConfigException wrong) {
            complaints.add(wrong.getMessage() + " (what it said before stays in force)");
            Optional<byte[]> old = bytes(config.root().resolve(FOLDER).resolve(copy));
            return old.isEmpty()
                    ? otherwise
                    : reading.read(new String(old.get(), StandardCharsets.UTF_8));
        }
    }

    private static Optional<byte[]> bytes(Path source) throws IOException {
        try {
            if (Files.size(source) > LENGTH_MAX) {
                throw new IOException(
                        "cannot read %s: more than %d bytes".formatted(source, LENGTH_MAX));
            }
            return Optional.of(Files.readAllBytes(source));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Only a help for later: a full disc is no reason to stop. */
    private void remember(String copy, byte[] bytes) {
        try {
            Volume root = Volume.on(config.root());
            String name = FOLDER + "/" + copy;
            if (root.exists(name) && Arrays.equals(root.readAll(name, LENGTH_MAX), bytes)) {
                return;
            }
            root.makeDirectory(Volume.directoryOf(name));
            root.replace(name, bytes);
        } catch (IOException later) {
            complaints.add("cannot remember %s: %s".formatted(copy, later.getMessage()));
        }
    }
}
