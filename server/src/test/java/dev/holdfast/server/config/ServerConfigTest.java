package dev.holdfast.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerConfigTest {
    @TempDir Path folder;

    private static ServerConfig parse(String toml) throws IOException {
        return ServerConfig.parse(toml, "server.toml");
    }

    @Test
    void aMissingFileAndAnEmptyOneAreAllDefaults() throws IOException {
        Path file = folder.resolve("server.toml");
        assertThat(ServerConfig.read(file)).isEqualTo(ServerConfig.DEFAULT);
        Files.createFile(file);
        assertThat(ServerConfig.read(file)).isEqualTo(ServerConfig.DEFAULT);
    }

    @Test
    void everyKeyCanBeSaid() throws IOException {
        ServerConfig config =
                parse(
                        """
                        root = "/srv/backups"
                        address = "2001:db8::1"
                        port = 2222
                        user = "keeper"
                        authorized_keys = "/home/keeper/.ssh/authorized_keys"
                        """);
        assertThat(config)
                .isEqualTo(
                        new ServerConfig(
                                Path.of("/srv/backups"),
                                Optional.of("2001:db8::1"),
                                2222,
                                "keeper",
                                Path.of("/home/keeper/.ssh/authorized_keys")));
    }

    @Test
    void theKeysLieInTheRootUnlessSaidOtherwise() throws IOException {
        assertThat(parse("root = \"/srv/b\"").authorizedKeys())
                .isEqualTo(Path.of("/srv/b/authorized_keys"));
    }

    @Test
    void whatIsWrittenReadsAsTheSame() throws IOException {
        ServerConfig config =
                new ServerConfig(
                        Path.of("/srv/with \"quotes\" and ü"),
                        Optional.of("one.example"),
                        1,
                        "_b",
                        Path.of("/k"));
        assertThat(parse(config.toToml())).isEqualTo(config);
        assertThat(parse(ServerConfig.DEFAULT.toToml())).isEqualTo(ServerConfig.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unknown key                 | 'rot'        | rot = \"/srv\"",
                "a section of a later version| 'mirrors'    | [mirrors]",
                "a relative root             | absolute     | root = \"srv\"",
                "a root with dots            | absolute     | root = \"/srv/../etc\"",
                "a number for a text         | text         | root = 5",
                "no port                     | 65535: 0     | port = 0",
                "a port too large            | 65535: 65536 | port = 65536",
                "a port beyond int           | 65535: 99999999999 | port = 99999999999",
                "a text for a number         | number       | port = \"22\"",
                "an option for a user        | user's name  | user = \"-o\"",
                "an option for an address    | host name    | address = \"-oProxyCommand=x\"",
                "an empty address            | host name    | address = \"\"",
                "a list of addresses         | text         | address = [\"a\"]",
                "no TOML                     | not TOML     | port = = 1",
            })
    void whatIsWrongIsNamedWithItsLine(String what, String says, String line) {
        assertThatThrownBy(() -> parse("# a comment\n\n" + line + "\n"))
                .as(what)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("server.toml:3: ")
                .hasMessageContaining(says);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65_535})
    void portsUpToTheLastAreTaken(int port) throws IOException {
        assertThat(parse("port = " + port).port()).isEqualTo(port);
    }
}
