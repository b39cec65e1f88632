package dev.holdfast.cli.server;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.server.allowance.Account;
import dev.holdfast.server.maintain.Complaints;
import dev.holdfast.server.simulate.Simulation;
import dev.holdfast.server.simulate.SimulationRequest;
import dev.holdfast.server.simulate.SimulationResult;
import dev.holdfast.server.space.Room;
import dev.holdfast.server.space.SpaceMemory;
import dev.holdfast.server.upkeep.Forecast;
import dev.holdfast.server.upkeep.Holding;
import dev.holdfast.server.upkeep.Holdings;
import dev.holdfast.server.upkeep.Household;
import dev.holdfast.server.upkeep.Upkeep;
import dev.holdfast.store.vault.Health;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code holdfast server status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows how much room there is, what each client has of it, and what is wrong.",
            "Fails when something needs an administrator."
        })
final class StatusCommand implements Callable<Integer> {
    private static final String FORM = "%-24s %-19s %10s %10s %10s%n";
    private static final int FORECAST_DAYS = 730;

    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    private final Surroundings around;

    StatusCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        return ServerHere.at(around, server.file(around)).asItsUser(spec, this::show);
    }

    private int show(ServerHere here) throws IOException {
        Household household = here.household();
        Upkeep upkeep = here.upkeep(household);
        Holdings holdings = upkeep.look();
        SpaceMemory memory = upkeep.memory(holdings.room());
        print(holdings);
        List<String> remarks = new ArrayList<>();
        List<String> critical = new ArrayList<>(household.complaints());
        critical.addAll(holdings.complaints());
        memory.stopped()
                .ifPresent(why ->
                        critical.add(
                                "nothing expires: %s (holdfast server expire --resume)"
                                        .formatted(why)));
        for (Holding holding : holdings.holdings()) {
            Health health = holding.vault().health();
            critical.addAll(Complaints.of(holding, health));
            remarks.addAll(Complaints.remarks(holding.tenant().name(), health));
        }
        if (holdings.room().need() > 0) {
            critical.add("%s are to be freed".formatted(Shown.bytes(holdings.room().need())));
        }
        memory.pausedUntil()
                .ifPresent(until ->
                        around.console()
                                .say(
                                        "the clock jumped: nothing expires until "
                                                + Shown.time(Timestamp.of(until))));
        warnOfShortHistory(household);
        remarks.forEach(each -> around.console().say(each));
        critical.forEach(each -> around.console().say("CRITICAL: " + each));
        return (critical.isEmpty() ? ExitCode.DONE : ExitCode.FAILED).status();
    }

    private void print(Holdings holdings) throws IOException {
        PrintWriter out = around.console().out();
        Room room = holdings.room();
        out.printf(
                "%s, of them %s free and %s of vaults; space is made below %s%n",
                Shown.bytes(room.totalBytes()),
                Shown.bytes(room.freeBytes()),
                Shown.bytes(room.ownBytes()),
                Shown.bytes(room.startBytes()));
        out.printf(FORM, "CLIENT", "LAST BACKUP", "USED", "SHARE", "MAY BRING");
        Instant now = around.clock().instant();
        for (Holding holding : holdings.holdings()) {
            Optional<Snapshot> last =
                    holding.vault().snapshots().stream()
                            .max(Comparator.comparingLong(Snapshot::sequence));
            var admission = holding.tenant().policy().admission();
            out.printf(
                    FORM,
                    holding.tenant().name(),
                    last.map(snapshot -> Shown.time(snapshot.received())).orElse("none yet"),
                    Shown.bytes(holding.usedBytes()),
                    Shown.bytes(holding.shareBytes()),
                    Shown.bytes(
                            holding.account()
                                    .map(account -> account.at(now, admission, List.of()))
                                    .map(Account::allowed)
                                    .orElse(holding.shareBytes())));
        }
    }

    private void warnOfShortHistory(Household household) throws IOException {
        Duration goal = household.policy().historyGoal();
        Forecast forecast = Forecast.of(household);
        if (goal.isZero() || forecast.loads().isEmpty()) {
            return;
        }
        SimulationResult result =
                Simulation.run(
                        new SimulationRequest(
                                forecast.loads(),
                                forecast.discBytes(),
                                FORECAST_DAYS,
                                around.clock().instant(),
                                new SimulationRequest.Policies(
                                        household.policy().retention(),
                                        household.policy().reserve(),
                                        household.policy().admission()),
                                1));
        if (!result.keptAll() && result.back().compareTo(goal) < 0) {
            around.console()
                    .say(
                            "with this disc each client can go back %s, less than the goal of %s"
                                    .formatted(Forecast.told(result), Forecast.months(goal)));
        }
    }
}
