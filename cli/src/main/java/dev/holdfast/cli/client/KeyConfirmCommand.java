package dev.holdfast.cli.client;

import dev.holdfast.cli.access.RecoveryCodes;
import dev.holdfast.cli.access.VaultOpening;
import dev.holdfast.cli.access.VaultOptions;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.client.identity.StateFolder;
import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.model.VaultId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast key confirm}. */
@Command(
        name = "confirm",
        mixinStandardHelpOptions = true,
        description = {
            "Says whether a recovery code is the right one.",
            "Asks for it as it was written down, or reads it with --recover-from."
        })
final class KeyConfirmCommand implements Callable<Integer> {
    @Mixin private VaultOptions options = new VaultOptions();

    private final Surroundings around;

    KeyConfirmCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        StateFolder state = new VaultOpening(around, options).state();
        VaultId ours = VaultOpening.keysIn(state).root().vault();
        Path file = options.recoverFrom();
        RootSecret written =
                file == null ? RecoveryCodes.ask(around.console()) : RecoveryCodes.read(file);
        if (!written.vault().equals(ours)) {
            throw new UsageException(
                    "this is the recovery code of vault %s, and the keys here are of vault %s"
                            .formatted(written.vault(), ours));
        }
        state.noteCodeConfirmed(ours);
        around.console().out().println("this is the recovery code of vault " + ours);
        return ExitCode.DONE.status();
    }
}
