package dev.holdfast.cli.server;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.life.ClientLife;
import dev.holdfast.server.log.SessionLog;
import dev.holdfast.server.maintain.Maintenance;
import dev.holdfast.server.maintain.SaidBefore;
import dev.holdfast.server.upkeep.Household;
import dev.holdfast.server.upkeep.Upkeep;
import java.io.IOException;
import java.util.ArrayList;
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
        ClientLife.Outcome retired = forgetRetired(here);
        SessionLog log = new SessionLog(household.root(), "maintenance", around.clock());
        outcome.get().done().forEach(log::add);
        retired.done().forEach(log::add);
        List<String> wrong = new ArrayList<>(outcome.get().wrong());
        wrong.addAll(retired.wrong());
        SaidBefore said = new SaidBefore(Volume.on(household.root()));
        boolean isNews = said.isNews(wrong, around.clock().instant());
        if (isNews) {
            wrong.forEach(log::add);
            wrong.forEach(around.console()::say);
        }
        new Telling(here, log::add).now(household, isNews ? wrong : List.of());
        return ExitCode.DONE.status();
    }

    /** Not while the clock is in doubt: it alone says that a client's time is over. */
    private static ClientLife.Outcome forgetRetired(ServerHere here) {
        try {
            Upkeep upkeep = here.upkeep(here.household());
            boolean isSure = upkeep.memory(upkeep.look().room()).pausedUntil().isEmpty();
            return isSure
                    ? here.life().forgetRetired()
                    : new ClientLife.Outcome(List.of(), List.of());
        } catch (IOException failure) {
            String sentence = "cannot forget who retired: " + failure.getMessage();
            return new ClientLife.Outcome(List.of(), List.of(sentence));
        }
    }
}
