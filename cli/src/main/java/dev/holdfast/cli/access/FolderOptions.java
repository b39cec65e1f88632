package dev.holdfast.cli.access;

import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.client.config.Locations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where this client keeps its files: the same options for every command. */
public final class FolderOptions {
    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "the folder of client.toml (usually /etc/holdfast)")
    @Nullable Path config;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "the folder of identity and keys (usually /var/lib/holdfast-client)")
    @Nullable Path state;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "the folder of what can be made anew (usually /var/cache/holdfast)")
    @Nullable Path cache;

    public Locations locations(Surroundings around) throws IOException {
        return Locations.of(
                around.user().getAsLong(),
                around.environment(),
                new Locations.Overrides(
                        Optional.ofNullable(config),
                        Optional.ofNullable(state),
                        Optional.ofNullable(cache)));
    }
}
