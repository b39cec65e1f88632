package dev.holdfast.cli.server;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.upkeep.Marks;
import dev.holdfast.server.upkeep.Tenant;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast server hold}. */
@Command(
        name = "hold",
        mixinStandardHelpOptions = true,
        description = "Keeps a snapshot, whatever the rules say, until it is released.")
final class HoldCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "the client")
    private String name = "";

    @Parameters(index = "1", paramLabel = "SNAPSHOT", description = "the snapshot's number")
    private long number;

    private final Surroundings around;

    HoldCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        return ServerHere.at(around, server.file(around)).asItsUser(spec, this::hold);
    }

    private int hold(ServerHere here) throws IOException {
        Tenant tenant = ServerHere.tenant(here.household(), name);
        TenantVault vault = TenantVault.of(tenant);
        Snapshot snapshot = vault.snapshot(number);
        new Marks(Volume.on(tenant.folder())).hold(snapshot, around.clock().instant());
        around.console()
                .say(
                        "snapshot %d of %s stays until 'holdfast server release %s %d'"
                                .formatted(number, tenant.name(), tenant.name(), number));
        return ExitCode.DONE.status();
    }
}
