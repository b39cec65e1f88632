package dev.holdfast.cli.server;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.model.ClientName;
import dev.holdfast.server.life.ClientLife;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast server revoke}. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = {
            "Locks a client out at once: its keys, its open invitations, its open sessions.",
            "Its backups stay. 'holdfast server invite NAME' lets a machine take its place;"
                    + " 'holdfast server distrust' is for what somebody else stored with its key."
        })
final class RevokeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "NAME", description = "the client")
    private String name = "";

    private final Surroundings around;

    RevokeCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        ClientName client = Typed.name(name);
        return ServerHere.at(around, server.file(around))
                .asItsUser(spec, here -> revoke(here, client));
    }

    private int revoke(ServerHere here, ClientName client) throws IOException {
        ClientLife.Revoked revoked = here.life().revoke(client);
        around.console()
                .say(
                        "%s is locked out: %s, %s and %s are gone"
                                .formatted(
                                        client,
                                        Shown.count(revoked.keys(), "key", "keys"),
                                        Shown.count(
                                                revoked.invitations(), "invitation", "invitations"),
                                        Shown.count(
                                                revoked.sessions(),
                                                "open session",
                                                "open sessions")));
        return ExitCode.DONE.status();
    }
}
