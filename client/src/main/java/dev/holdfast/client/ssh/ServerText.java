package dev.holdfast.client.ssh;

import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.ssh.PublicKeyLine;
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

    /** The text of a known_hosts file that knows this server and no other (sshd(8)). */
    public static String knownHosts(ServerAddress server) {
        return server.hostKeys().stream()
                .map(key -> "%s %s\n".formatted(ALIAS, key))
                .collect(Collectors.joining());
    }

    /** What ssh may accept as a proof: the algorithms of the pinned keys, in their order. */
    public static String hostKeyAlgorithms(ServerAddress server) {
        return server.hostKeys().stream()
                .map(PublicKeyLine::type)
                .distinct()
                .map(ServerText::algorithms)
                .collect(Collectors.joining(","));
    }

    private static String algorithms(PublicKeyLine.Type type) {
        return switch (type) {
            case ED25519, ECDSA_P256 -> type.label();
            // The key's type is also the name of its signature by SHA-1, which nobody accepts.
            case RSA -> "rsa-sha2-512,rsa-sha2-256";
        };
    }
}
