package dev.holdfast.client.identity;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Printable;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.feature.TooNewException;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * An identity as TOML that people can read. Later versions may add keys, which are ignored, or name
 * under {@code needs} what a reader must know.
 */
final class IdentityFile {
    private IdentityFile() {}

    /** No value can hold anything that TOML would want escaped. */
    static byte[] encode(Identity identity) {
        StringBuilder text = new StringBuilder("# Written by holdfast setup: not to be changed\n");
        text.append("needs = []\n");
        text.append(line("client", identity.client()));
        text.append(line("name", identity.name()));
        text.append(line("vault", identity.vault()));
        text.append(line("machine", identity.machine().hex()));
        identity.server().ifPresent(server -> append(text, server));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder text, ServerAddress server) {
        text.append("\n[server]\n");
        text.append(line("address", server.host()));
        text.append("port = %d\n".formatted(server.port()));
        text.append(line("user", server.user()));
        text.append(
                server.hostKeys().stream()
                        .map("    \"%s\",\n"::formatted)
                        .collect(Collectors.joining("", "host-keys = [\n", "]\n")));
    }

    private static String line(String key, Object value) {
        return "%s = \"%s\"\n".formatted(key, value);
    }

    /**
     * @throws MalformedException when this is no identity
     * @throws TooNewException when a newer version wrote it
     */
    static Identity decode(byte[] bytes) throws MalformedException {
        var toml = Toml.parse(new String(bytes, StandardCharsets.UTF_8));
        if (toml.hasErrors()) {
            throw malformed("line " + toml.errors().getFirst().position().line());
        }
        List<String> needs = texts(toml, "needs");
        if (!needs.isEmpty()) {
            throw new TooNewException("the identity", Printable.of(String.join(", ", needs)));
        }
        try {
            return new Identity(
                    ClientId.parse(text(toml, "client")),
                    new ClientName(text(toml, "name")),
                    VaultId.parse(text(toml, "vault")),
                    Bytes.copyOf(HexFormat.of().parseHex(text(toml, "machine"))),
                    server(toml));
        } catch (IllegalArgumentException wrong) {
            throw malformed(String.valueOf(wrong.getMessage()));
        }
    }

    private static Optional<ServerAddress> server(TomlTable toml) throws MalformedException {
        if (!toml.contains("server")) {
            return Optional.empty();
        }
        List<PublicKeyLine> hostKeys = new ArrayList<>();
        for (String line : texts(toml, "server.host-keys")) {
            hostKeys.add(PublicKeyLine.parse(line));
        }
        return Optional.of(
                new ServerAddress(
                        text(toml, "server.address"),
                        port(toml),
                        text(toml, "server.user"),
                        hostKeys));
    }

    private static int port(TomlTable toml) throws MalformedException {
        if (toml.get("server.port") instanceof Long port && port == port.intValue()) {
            return port.intValue();
        }
        throw malformed(noGood("server.port"));
    }

    private static String text(TomlTable toml, String key) throws MalformedException {
        if (toml.get(key) instanceof String text) {
            return text;
        }
        throw malformed(noGood(key));
    }

    private static List<String> texts(TomlTable toml, String key) throws MalformedException {
        if (!(toml.get(key) instanceof TomlArray array)) {
            throw malformed(noGood(key));
        }
        List<String> texts = new ArrayList<>();
        for (Object each : array.toList()) {
            if (!(each instanceof String text)) {
                throw malformed(noGood(key));
            }
            texts.add(text);
        }
        return texts;
    }

    private static String noGood(String key) {
        return "'%s' is missing or not what it must be".formatted(key);
    }

    private static MalformedException malformed(String what) {
        return new MalformedException("this is not an identity: " + Printable.of(what));
    }
}
