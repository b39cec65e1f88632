package dev.holdfast.cli.server;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.model.Timestamp;
import dev.holdfast.store.vault.Health;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast server forget-lost}. */
@Command(
        name = "forget-lost",
        mixinStandardHelpOptions = true,
        description = {
            "Gives up what a vault has lost, so that room can be made there again.",
            "Snapshots are kept without what they lack; only those whose own files cannot be read"
                    + " go. Have the client back up first: that brings back what it still has."
        })
final class ForgetLostCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "the client")
    private String name = "";

    private final Surroundings around;

    ForgetLostCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        return ServerHere.at(around, server.file(around)).asItsUser(spec, this::forget);
    }

    private int forget(ServerHere here) throws IOException {
        TenantVault vault = TenantVault.of(ServerHere.tenant(here.household(), name));
        Health before = vault.vault().forgetLost(Timestamp.of(around.clock().instant()));
        around.console()
                .say(
                        "%s: given up: %s, %s and %s that cannot be read"
                                .formatted(
                                        name,
                                        Shown.count(before.lost(), "object", "objects"),
                                        Shown.count(
                                                before.unreadableSnapshots().size(),
                                                "snapshot",
                                                "snapshots"),
                                        Shown.count(
                                                before.unreadablePartials().size(),
                                                "unfinished backup",
                                                "unfinished backups")));
        return ExitCode.DONE.status();
    }
}
