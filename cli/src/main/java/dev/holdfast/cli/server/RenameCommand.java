package dev.holdfast.cli.server;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.model.ClientName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast server rename}. */
@Command(
        name = "rename",
        mixinStandardHelpOptions = true,
        description = {
            "Gives a client another name; its keys and its backups stay.",
            "Its own configuration, clients/OLD.toml, becomes clients/NEW.toml."
        })
final class RenameCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    @Parameters(index = "0", paramLabel = "OLD", description = "what the client is called")
    private String before = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "what it will be called")
    private String after = "";

    private final Surroundings around;

    RenameCommand(Surroundings around) {
        this.around = around;
    }

    /** Its rules hold under both names until it has the new one. */
    @Override
    public Integer call() throws IOException {
        ClientName old = Typed.name(before);
        ClientName next = Typed.name(after);
        Path folder = server.file(around).resolveSibling("clients");
        Path oldConfig = folder.resolve(old + ".toml");
        Path nextConfig = folder.resolve(next + ".toml");
        boolean isOurs = Files.exists(oldConfig) && !old.equals(next);
        if (isOurs) {
            Files.copy(oldConfig, nextConfig);
        }
        int status = ExitCode.FAILED.status();
        try {
            status =
                    ServerHere.at(around, server.file(around))
                            .asItsUser(spec, here -> rename(here, old, next));
        } finally {
            if (isOurs) {
                Files.delete(status == ExitCode.DONE.status() ? oldConfig : nextConfig);
            }
        }
        return status;
    }

    private int rename(ServerHere here, ClientName old, ClientName next) throws IOException {
        here.life().rename(old, next);
        around.console().say("%s is called %s now".formatted(old, next));
        return ExitCode.DONE.status();
    }
}
