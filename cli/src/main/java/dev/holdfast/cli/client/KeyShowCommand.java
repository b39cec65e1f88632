package dev.holdfast.cli.client;

import dev.holdfast.cli.access.RecoveryCodes;
import dev.holdfast.cli.access.VaultOpening;
import dev.holdfast.cli.access.VaultOptions;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.codec.key.RecoveryCode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast key show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the recovery code of the vault that this machine has the keys of.",
            "It is a secret: whoever has it can read the backups."
        })
final class KeyShowCommand implements Callable<Integer> {
    @Mixin private VaultOptions options = new VaultOptions();

    private final Surroundings around;

    KeyShowCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        var root = new VaultOpening(around, options).keys().root();
        RecoveryCodes.lines(RecoveryCode.format(root)).forEach(around.console().out()::println);
        return ExitCode.DONE.status();
    }
}
