package dev.holdfast.cli.client;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which vault, and where this client keeps its files: the same options for every command. */
final class VaultOptions {
    @Option(
            names = "--vault",
            paramLabel = "DIR",
            description = "a vault in this folder, instead of the server's")
    @Nullable Path vault;

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

    @Option(
            names = "--recovery-code-file",
            paramLabel = "FILE",
            description =
                    "with --vault: reads the recovery code of an existing vault from this file,"
                            + " or writes that of a new one to it")
    @Nullable Path recoveryCodeFile;
}
