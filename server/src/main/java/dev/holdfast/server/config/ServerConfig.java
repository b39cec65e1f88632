package dev.holdfast.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code server.toml} says; what it leaves out has a default.
 *
 * <pre>
 * root = "/var/lib/holdfast"          # vaults, registry, invitations, authorized_keys
 * address = "backup.example.org"      # where clients find this server
 * port = 22
 * user = "holdfast"                   # whom clients log in as
 * authorized_keys = "/var/lib/holdfast/authorized_keys"
 * </pre>
 *
 * <p>By what the server decides stands in the same file: see {@link ServerPolicy}.
 *
 * @param root the folder that everything lies in, absolute
 * @param address printed in invitations: a name or an IP address; none: the host's own name
 * @param port of the ssh server, 1 to 65535
 * @param user whom clients log in as, and whom all of {@code root} belongs to
 * @param authorizedKeys the file from which sshd knows the clients' keys; unless said otherwise, in
 *     {@code root}
 */
public record ServerConfig(
        Path root, Optional<String> address, int port, String user, Path authorizedKeys) {
    public static final Path FILE = Path.of("/etc/holdfast/server.toml");
    public static final ServerConfig DEFAULT = at(Path.of("/var/lib/holdfast"));

    public static final int PORT_MAX = 65_535;

    public ServerConfig {
        requirePath(root);
        address.ifPresent(Names::requireHost);
        requirePort(port);
        Names.requireUser(user);
        requirePath(authorizedKeys);
    }

    /** All defaults, in another folder. */
    public static ServerConfig at(Path root) {
        return new ServerConfig(root, Optional.empty(), 22, "holdfast", keysIn(root));
    }

    static Path keysIn(Path root) {
        return root.resolve("authorized_keys");
    }

    static void requirePath(Path path) {
        if (!path.isAbsolute() || !path.equals(path.normalize())) {
            throw new IllegalArgumentException("not an absolute path without '..': " + path);
        }
    }

    static void requirePort(long port) {
        if (port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException(
                    "port must be within 1 and %d: %d".formatted(PORT_MAX, port));
        }
    }

    /**
     * Reads a file that need not exist.
     *
     * @throws ConfigException if it holds what nobody understands
     */
    public static ServerConfig read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return DEFAULT;
        }
        byte[] bytes = Files.readAllBytes(file);
        return parse(new String(bytes, StandardCharsets.UTF_8), file.toString());
    }

    /**
     * Reads the text of a {@code server.toml}.
     *
     * @param file its name, for messages
     */
    public static ServerConfig parse(String toml, String file) throws ConfigException {
        return ServerToml.parse(toml, file);
    }

    /** The text that {@link #parse} reads as this. */
    public String toToml() {
        return toToml("");
    }

    /**
     * The same, with what another text says of other things, such as a {@link ServerPolicy}.
     *
     * @param before a text that can be parsed
     */
    public String toToml(String before) {
        return ServerToml.write(this, before);
    }
}
