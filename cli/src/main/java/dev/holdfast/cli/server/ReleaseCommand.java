package dev.holdfast.cli.server;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.retention.Saved.Mark;
import dev.holdfast.server.upkeep.Marks;
import dev.holdfast.server.upkeep.Tenant;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast server release}. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = {
            "Lets the rules decide again about a snapshot that is held.",
            "Without a snapshot it says that the sudden changes of a client were harmless: what was"
                    + " held because of them may go again."
        })
final class ReleaseCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "the client")
    private String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SNAPSHOT",
            description = "the snapshot's number")
    private @Nullable Long number;

    private final Surroundings around;

    ReleaseCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        return ServerHere.at(around, server.file(around)).asItsUser(spec, this::release);
    }

    private int release(ServerHere here) throws IOException {
        Tenant tenant = ServerHere.tenant(here.household(), name);
        TenantVault vault = TenantVault.of(tenant);
        Marks marks = new Marks(Volume.on(tenant.folder()));
        Mark mark = number == null ? Mark.SUSPICIOUS : Mark.HELD;
        List<Snapshot> meant = number == null ? vault.snapshots() : List.of(vault.snapshot(number));
        Marks.Listing listing = marks.list();
        int released = 0;
        for (Snapshot snapshot : meant) {
            if (listing.of(snapshot).contains(mark)) {
                marks.remove(snapshot, mark);
                released++;
            }
        }
        around.console()
                .say(
                        number == null
                                ? Shown.count(released, "sudden change", "sudden changes")
                                        + " of %s called harmless".formatted(name)
                                : released == 0
                                        ? "snapshot %d of %s was not held".formatted(number, name)
                                        : "snapshot %d of %s is not held any more"
                                                .formatted(number, name));
        return ExitCode.DONE.status();
    }
}
