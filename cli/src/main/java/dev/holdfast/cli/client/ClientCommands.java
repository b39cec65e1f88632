package dev.holdfast.cli.client;

import dev.holdfast.cli.console.Surroundings;
import java.io.OutputStream;
import java.util.List;

/** All commands of a client. */
public final class ClientCommands {
    private ClientCommands() {}

    /**
     * In the order in which the help names them.
     *
     * @param raw standard output, for what is no text
     */
    public static List<Object> of(Surroundings around, OutputStream raw) {
        return List.of(
                new SetupCommand(around),
                new BackupCommand(around),
                new ListCommand(around),
                new LsCommand(around),
                new CatCommand(around, raw),
                new RestoreCommand(around),
                new CheckCommand(around));
    }
}
