package dev.holdfast.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The text form of {@link ServerConfig}. */
final class ServerToml {
    static final List<String> KEYS = List.of("root", "address", "port", "user", "authorized_keys");

    private static final Pattern OWN_LINE =
            Pattern.compile(
                    "\\s*(" + String.join("|", KEYS) + ")\\s*=.*|# Holdfast's server; see .*");

    private ServerToml() {}

    static ServerConfig parse(String text, String file) throws ConfigException {
        TomlFile toml = TomlFile.parse(text, file);
        List<String> known = new ArrayList<>(KEYS);
        known.addAll(PolicyToml.Scope.SERVER.keys());
        toml.requireKnown(List.of(), known);
        ServerConfig defaults = ServerConfig.DEFAULT;
        Path root = toml.text(List.of("root"), ServerToml::path).orElse(defaults.root());
        return new ServerConfig(
                root,
                toml.text(List.of("address"), ServerToml::host),
                toml.number(List.of("port"), ServerToml::port).orElse(defaults.port()),
                toml.text(List.of("user"), ServerToml::user).orElse(defaults.user()),
                toml.text(List.of("authorized_keys"), ServerToml::path)
                        .orElse(ServerConfig.keysIn(root)));
    }

    static Path path(String text) {
        Path path = Path.of(text);
        ServerConfig.requirePath(path);
        return path;
    }

    private static String host(String host) {
        Names.requireHost(host);
        return host;
    }

    private static int port(long number) {
        ServerConfig.requirePort(number);
        return (int) number;
    }

    private static String user(String user) {
        Names.requireUser(user);
        return user;
    }

    /**
     * @param before the lines that say something else stay
     */
    static String write(ServerConfig config, String before) {
        StringBuilder text =
                new StringBuilder("# Holdfast's server; see holdfast server --help.\n");
        text.append("root = %s\n".formatted(TomlFile.quoted(config.root().toString())));
        config.address()
                .ifPresent(host -> text.append("address = %s\n".formatted(TomlFile.quoted(host))));
        text.append("port = %d\n".formatted(config.port()));
        text.append("user = %s\n".formatted(TomlFile.quoted(config.user())));
        text.append(
                "authorized_keys = %s\n"
                        .formatted(TomlFile.quoted(config.authorizedKeys().toString())));
        before.lines()
                .filter(line -> !OWN_LINE.matcher(line).matches())
                .forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
