package dev.holdfast.client.ssh;

import dev.holdfast.model.Printable;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** How a server is written: for people, in known_hosts, in ssh's options. */
public final class ServerText {
    /**
     * The server's name in known_hosts, for {@code HostKeyAlias}: another way to the same server
     * needs no other file.
     */
    public static final String ALIAS = "holdfast-server";

    private ServerText() {}

    /** {@code USER@HOST}, with the port where it is not the usual one. */
    public static String shown(ServerAddress server) {
        boolean bare = server.host().contains(":");
        String host = bare ? "[%s]".formatted(server.host()) : server.host();
        return server.port() == ServerAddress.PORT_STANDARD
                ? "%s@%s".formatted(server.user(), host)
                : "%s@%s:%d".formatted(server.user(), host, server.port());
    }

    /** The text of a known_hosts file that knows one server and no other (sshd(8)). */
    public static String knownHosts(List<PublicKeyLine> hostKeys) {
        return hostKeys.stream()
                .map(key -> "%s %s\n".formatted(ALIAS, key))
                .collect(Collectors.joining());
    }

    /** The text of a known_hosts file by which every server must have that host key. */
    public static String knownEverywhere(PublicKeyLine hostKey) {
        return "* %s\n".formatted(hostKey);
    }

    /** What ssh may accept as a proof: the algorithms of the pinned keys, in their order. */
    public static String hostKeyAlgorithms(List<PublicKeyLine> hostKeys) {
        return hostKeys.stream()
                .map(PublicKeyLine::type)
                .distinct()
                .map(ServerText::hostKeyAlgorithms)
                .collect(Collectors.joining(","));
    }

    /**
     * A file as the value of an option: ssh splits such values at blanks, and replaces {@code %x}
     * and <code>${NAME}</code>.
     *
     * @throws IOException when ssh cannot be given such a path
     */
    public static String file(Path file) throws IOException {
        String path = file.toAbsolutePath().toString();
        boolean impossible = path.contains("\"") || path.contains("\\") || path.contains("${");
        if (impossible || path.chars().anyMatch(Character::isISOControl)) {
            throw new IOException("ssh cannot use a file with such a path: " + Printable.of(path));
        }
        return "\"%s\"".formatted(path.replace("%", "%%"));
    }

    /** What ssh may accept as a proof by a key of that type. */
    public static String hostKeyAlgorithms(PublicKeyLine.Type type) {
        return switch (type) {
            case ED25519, ECDSA_P256 -> type.label();
            // The key's type is also the name of its signature by SHA-1, which nobody accepts.
            case RSA -> "rsa-sha2-512,rsa-sha2-256";
        };
    }
}
