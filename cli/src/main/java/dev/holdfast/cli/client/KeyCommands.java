package dev.holdfast.cli.client;

import dev.holdfast.cli.console.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast key}: the parent of the commands for keys, which does nothing by itself. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "Shows the recovery code, or says whether one is right.",
        synopsisSubcommandLabel = "COMMAND")
final class KeyCommands implements Runnable {
    @Spec private CommandSpec spec;

    private KeyCommands() {}

    static CommandLine of(Surroundings around) {
        return new CommandLine(new KeyCommands())
                .addSubcommand(new KeyShowCommand(around))
                .addSubcommand(new KeyConfirmCommand(around));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
