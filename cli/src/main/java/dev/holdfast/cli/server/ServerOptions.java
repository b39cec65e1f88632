package dev.holdfast.cli.server;

import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.client.config.Locations;
import dev.holdfast.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server is meant: the same option for every command. */
final class ServerOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the server's configuration (usually /etc/holdfast/server.toml)")
    @Nullable Path config;

    /** The named one, else the user's own if there is one, else the host's. */
    Path file(Surroundings around) throws IOException {
        if (config != null) {
            return config.toAbsolutePath().normalize();
        }
        Path own = own(around);
        return Files.exists(own) ? own : ServerConfig.FILE;
    }

    /** Where a user keeps the configuration of a server of their own; root's is the host's. */
    static Path own(Surroundings around) throws IOException {
        return Locations.of(
                        around.user().getAsLong(), around.environment(), Locations.Overrides.NONE)
                .config()
                .resolve("server.toml");
    }

    /** For commands that a key forces: what is not named there is the host's. */
    Path fileOfForcedCommand() {
        return config == null ? ServerConfig.FILE : config.toAbsolutePath().normalize();
    }
}
