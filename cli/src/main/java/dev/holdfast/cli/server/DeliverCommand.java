package dev.holdfast.cli.server;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Surroundings;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code holdfast server deliver}: what a session leaves to do to another process. */
@Command(
        name = "deliver",
        mixinStandardHelpOptions = true,
        hidden = true,
        description = "Sends the mail and the web calls that wait. 'server maintain' does so too.")
final class DeliverCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    private final Surroundings around;

    DeliverCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        return ServerHere.running(around, server.file(around))
                .asItsUser(
                        spec,
                        here -> {
                            Telling.of(here).deliver(here.household());
                            return ExitCode.DONE.status();
                        });
    }
}
