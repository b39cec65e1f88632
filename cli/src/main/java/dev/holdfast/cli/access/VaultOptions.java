package dev.holdfast.cli.access;

import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.client.config.Locations;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which vault is meant: the same options for every command. */
public final class VaultOptions {
    @Mixin FolderOptions folders = new FolderOptions();

    @Option(
            names = "--vault",
            paramLabel = "DIR",
            description = "a vault in this folder, instead of the server's")
    @Nullable Path vault;

    @Option(
            names = "--recovery-code-file",
            paramLabel = "FILE",
            description = "with --vault: writes the recovery code of a new vault to this new file")
    @Nullable Path recoveryCodeFile;

    @Option(
            names = "--recover-from",
            paramLabel = "FILE",
            description = "with --vault: reads the recovery code of a vault from this file")
    @Nullable Path recoverFrom;

    /** The server's vault, of a client whose files are in these folders. */
    public static VaultOptions onServer(FolderOptions folders) {
        VaultOptions options = new VaultOptions();
        options.folders = folders;
        return options;
    }

    /** Where this client keeps its files. */
    public Locations locations(Surroundings around) throws IOException {
        return folders.locations(around);
    }

    /** The folder that was named, if any. */
    public @Nullable Path vault() {
        return vault;
    }

    /** The file of a recovery code that was named, if any. */
    public @Nullable Path recoverFrom() {
        return recoverFrom;
    }
}
