package dev.holdfast.server.config;

import dev.holdfast.model.Printable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/** The text form of {@link ServerConfig}. */
final class ServerToml {
    private static final List<String> KEYS =
            List.of("root", "address", "port", "user", "authorized_keys");

    private final TomlParseResult toml;
    private final String file;

    private ServerToml(TomlParseResult toml, String file) {
        this.toml = toml;
        this.file = file;
    }

    static ServerConfig parse(String text, String file) throws ConfigException {
        TomlParseResult toml = Toml.parse(text);
        if (toml.hasErrors()) {
            TomlParseError first = toml.errors().getFirst();
            throw new ConfigException(file, first.position().line(), sentence(first));
        }
        return new ServerToml(toml, file).read();
    }

    private static String sentence(TomlParseError error) {
        String message = String.valueOf(error.getMessage());
        return "not TOML: " + Printable.of(message);
    }

    private ServerConfig read() throws ConfigException {
        for (String key : new TreeSet<>(toml.keySet())) {
            if (!KEYS.contains(key)) {
                throw wrong(
                        key,
                        "unknown key '%s' (known: %s)"
                                .formatted(Printable.of(key), String.join(", ", KEYS)));
            }
        }
        ServerConfig defaults = ServerConfig.DEFAULT;
        Path root = path("root", defaults.root());
        return new ServerConfig(
                root,
                address("address"),
                port("port", defaults.port()),
                user("user", defaults.user()),
                path("authorized_keys", ServerConfig.keysIn(root)));
    }

    private Path path(String key, Path otherwise) throws ConfigException {
        if (!toml.contains(key)) {
            return otherwise;
        }
        String text = text(key);
        return checked(
                key,
                () -> {
                    Path path = Path.of(text);
                    ServerConfig.requirePath(path);
                    return path;
                });
    }

    private Optional<String> address(String key) throws ConfigException {
        if (!toml.contains(key)) {
            return Optional.empty();
        }
        String host = text(key);
        return checked(
                key,
                () -> {
                    Names.requireHost(host);
                    return Optional.of(host);
                });
    }

    private int port(String key, int otherwise) throws ConfigException {
        if (!toml.contains(key)) {
            return otherwise;
        }
        if (!(toml.get(List.of(key)) instanceof Long number)) {
            throw wrong(key, "'%s' must be a number".formatted(key));
        }
        return checked(
                key,
                () -> {
                    ServerConfig.requirePort(number);
                    return number.intValue();
                });
    }

    private String user(String key, String otherwise) throws ConfigException {
        if (!toml.contains(key)) {
            return otherwise;
        }
        String user = text(key);
        return checked(
                key,
                () -> {
                    Names.requireUser(user);
                    return user;
                });
    }

    private <T> T checked(String key, Supplier<T> value) throws ConfigException {
        try {
            return value.get();
        } catch (IllegalArgumentException impossible) {
            throw wrong(key, String.valueOf(impossible.getMessage()));
        }
    }

    private String text(String key) throws ConfigException {
        if (toml.get(List.of(key)) instanceof String text) {
            return text;
        }
        throw wrong(key, "'%s' must be a text in quotes".formatted(key));
    }

    private ConfigException wrong(String key, String sentence) {
        TomlPosition position = toml.inputPositionOf(List.of(key));
        return new ConfigException(file, position == null ? 1 : position.line(), sentence);
    }

    static String write(ServerConfig config) {
        StringBuilder text =
                new StringBuilder("# Holdfast's server; see holdfast server --help.\n");
        text.append("root = %s\n".formatted(quoted(config.root().toString())));
        config.address().ifPresent(host -> text.append("address = %s\n".formatted(quoted(host))));
        text.append("port = %d\n".formatted(config.port()));
        text.append("user = %s\n".formatted(quoted(config.user())));
        text.append("authorized_keys = %s\n".formatted(quoted(config.authorizedKeys().toString())));
        return text.toString();
    }

    private static String quoted(String text) {
        return '"' + Toml.tomlEscape(text).toString() + '"';
    }
}
