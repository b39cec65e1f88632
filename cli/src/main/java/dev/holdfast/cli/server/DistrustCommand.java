package dev.holdfast.cli.server;

import dev.holdfast.cli.argument.TypedTime;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.retention.Saved.Mark;
import dev.holdfast.server.upkeep.Marks;
import dev.holdfast.server.upkeep.Tenant;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast server distrust}. */
@Command(
        name = "distrust",
        mixinStandardHelpOptions = true,
        description = {
            "Says that a client's key was in wrong hands since a time: nothing stored since then is"
                    + " counted on any more.",
            "The client compares with its last snapshot from before, and sends again what it needs."
                    + " What was stored since can be read as before; its snapshots are suspicious:"
                    + " they go first, and keep the older ones from going.",
            "Have the machine use another key first: 'holdfast server invite NAME'."
        })
final class DistrustCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "the client")
    private String name = "";

    @Option(
            names = "--since",
            required = true,
            paramLabel = "TIME",
            description = "such as 2026-11-20 or 2026-11-20T04:00; rather too early than too late")
    private String since = "";

    private final Surroundings around;

    DistrustCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        TypedTime.orBeginningOfDay(since);
        return ServerHere.at(around, server.file(around)).asItsUser(spec, this::distrust);
    }

    private int distrust(ServerHere here) throws IOException {
        Tenant tenant = ServerHere.tenant(here.household(), name);
        TenantVault vault = TenantVault.of(tenant);
        Instant now = around.clock().instant();
        Instant from = TypedTime.orBeginningOfDay(since);
        if (!from.isBefore(now)) {
            throw new UsageException("%s has not come yet".formatted(since));
        }
        Marks marks = new Marks(Volume.on(tenant.folder()));
        int snapshots = 0;
        for (Snapshot snapshot : vault.snapshots()) {
            if (!snapshot.received().toInstant().isBefore(from)) {
                marks.mark(snapshot.origin().session(), Mark.SUSPICIOUS, now, "distrusted");
                snapshots++;
            }
        }
        int packs = vault.vault().distrust(Timestamp.of(from), Timestamp.of(now));
        around.console()
                .say(
                        "%s: %s and %s since %s are not counted on any more"
                                .formatted(
                                        name,
                                        Shown.count(snapshots, "snapshot", "snapshots"),
                                        Shown.count(packs, "pack", "packs"),
                                        Shown.time(Timestamp.of(from))));
        return ExitCode.DONE.status();
    }
}
