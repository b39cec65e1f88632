package dev.holdfast.cli.server;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.log.SessionLog;
import dev.holdfast.server.maintain.Maintenance;
import dev.holdfast.server.maintain.SaidBefore;
import dev.holdfast.server.upkeep.Household;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code holdfast server maintain}. */
@Command(
        name = "maintain",
        mixinStandardHelpOptions = true,
        description = {
            "Does what a server does by itself from time to time: makes room if there is need of"
                    + " it, reads each vault's daily share (see 'holdfast server scrub'), and sends"
                    + " mail as server.toml says: what failed, which backups are overdue, and a"
                    + " digest once a day.",
            "The timer that 'holdfast server setup' installs runs this once an hour. It says what"
                    + " needs an administrator when that changes, and then once a day."
        })
final class MaintainCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    private final Surroundings around;

    MaintainCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        return ServerHere.running(around, server.file(around)).asItsUser(spec, this::maintain);
    }

    private int maintain(ServerHere here) throws IOException {
        Household household = here.household();
        Optional<Maintenance.Outcome> outcome =
                new Maintenance(household, here.upkeep(household), around.clock()).run();
        if (outcome.isEmpty()) {
            return ExitCode.DONE.status();
        }
        SessionLog log = new SessionLog(household.root(), "maintenance", around.clock());
        outcome.get().done().forEach(log::add);
        SaidBefore said = new SaidBefore(Volume.on(household.root()));
        boolean isNews = said.isNews(outcome.get().wrong(), around.clock().instant());
        if (isNews) {
            outcome.get().wrong().forEach(log::add);
            outcome.get().wrong().forEach(around.console()::say);
        }
        new Telling(here, log::add).now(household, isNews ? outcome.get().wrong() : List.of());
        return ExitCode.DONE.status();
    }
}
