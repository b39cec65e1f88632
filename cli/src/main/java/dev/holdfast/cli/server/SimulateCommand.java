package dev.holdfast.cli.server;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.model.Timestamp;
import dev.holdfast.server.config.Quantity;
import dev.holdfast.server.config.ServerPolicy;
import dev.holdfast.server.retention.Verdict;
import dev.holdfast.server.simulate.Load;
import dev.holdfast.server.simulate.Simulation;
import dev.holdfast.server.simulate.SimulationDrawing;
import dev.holdfast.server.simulate.SimulationRequest;
import dev.holdfast.server.simulate.SimulationResult;
import dev.holdfast.server.upkeep.Forecast;
import dev.holdfast.server.upkeep.Household;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holdfast server simulate}. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what would be kept if backups went on for years, by the rules of this server.",
            "Without options it takes the figures of the clients and of the disc that are here.",
            "Sizes are as they lie in a vault: compressed, each content once."
        })
final class SimulateCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    @Option(names = "--clients", paramLabel = "NUMBER", description = "so many clients (1)")
    private @Nullable Integer clients;

    @Option(names = "--size", paramLabel = "SIZE", description = "each of this size")
    private @Nullable String size;

    @Option(
            names = "--change",
            paramLabel = "SIZE|PERCENT",
            description = "so much of it new each day (1 %%)")
    private @Nullable String change;

    @Option(
            names = "--growth",
            paramLabel = "SIZE|PERCENT",
            description = "so much more each day (0)")
    private @Nullable String growth;

    @Option(names = "--disc", paramLabel = "SIZE", description = "on a disc of this size")
    private @Nullable String disc;

    @Option(
            names = "--years",
            paramLabel = "NUMBER",
            defaultValue = "2",
            description = "for so many years (default: ${DEFAULT-VALUE})")
    private double years;

    @Option(names = "--svg", description = "draws it: prints an SVG file")
    private boolean svg;

    private final Surroundings around;

    SimulateCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        return ServerHere.at(around, server.file(around)).asItsUser(spec, this::simulate);
    }

    private int simulate(ServerHere here) throws IOException {
        Household household = here.household();
        household.complaints().forEach(around.console()::say);
        SimulationRequest request = request(household);
        SimulationResult result = Simulation.run(request);
        if (svg) {
            around.console().out().print(SimulationDrawing.svg(result));
        } else {
            print(result);
        }
        return warn(result, household.policy()).status();
    }

    private SimulationRequest request(Household household) throws IOException {
        Forecast now = Forecast.of(household);
        try {
            return new SimulationRequest(
                    size == null ? ownLoads(now) : madeUpLoads(Quantity.bytes(size)),
                    disc == null ? now.discBytes() : Quantity.bytes(disc),
                    (int) Math.round(years * 365),
                    around.clock().instant(),
                    new SimulationRequest.Policies(
                            household.policy().retention(),
                            household.policy().reserve(),
                            household.policy().admission()),
                    1);
        } catch (IllegalArgumentException impossible) {
            throw new UsageException(String.valueOf(impossible.getMessage()), impossible);
        }
    }

    private static List<Load> ownLoads(Forecast now) throws UsageException {
        if (now.loads().isEmpty()) {
            throw new UsageException("nobody has backed up here yet: say --size");
        }
        return now.loads();
    }

    private List<Load> madeUpLoads(long bytes) {
        long changed = part(change == null ? "1%" : change, bytes);
        long grown = part(growth == null ? "0" : growth, bytes);
        List<Load> loads = new ArrayList<>();
        for (int i = 1; i <= (clients == null ? 1 : clients); i++) {
            loads.add(new Load("client" + i, bytes, changed, grown));
        }
        return loads;
    }

    private static long part(String text, long bytes) {
        return Quantity.amount(text).of(bytes);
    }

    private void print(SimulationResult result) {
        PrintWriter out = around.console().out();
        SimulationRequest request = result.request();
        SimulationResult.Day last = result.days().getLast();
        out.printf(
                "%s on a disc of %s, for %s: it is %.0f %% full then, and %s refused%n",
                Shown.count(request.loads().size(), "client", "clients"),
                Shown.bytes(request.disc()),
                Shown.count(request.days(), "day", "days"),
                100.0 * last.usedBytes() / request.disc(),
                Shown.count(result.refused(), "backup was", "backups were"));
        SimulationResult.Client first = result.clients().getFirst();
        out.printf("snapshots of %s in the end:%n", first.name());
        List<Verdict> newestFirst = new ArrayList<>(first.verdicts());
        newestFirst.sort(Comparator.comparingLong(verdict -> -verdict.snapshot().sequence()));
        for (Verdict verdict : newestFirst) {
            Duration age = Duration.between(verdict.snapshot().received(), result.end());
            out.printf(
                    "%6d days  %s  %s%n",
                    age.toDays(),
                    Shown.time(Timestamp.of(verdict.snapshot().received())),
                    verdict.reason());
        }
        out.printf("with this disc each client can go back %s%n", Forecast.told(result));
    }

    private ExitCode warn(SimulationResult result, ServerPolicy policy) {
        if (result.keptAll() || result.back().compareTo(policy.historyGoal()) >= 0) {
            return ExitCode.DONE;
        }
        around.console()
                .say(
                        "that is less than history-goal, which is %s"
                                .formatted(Forecast.months(policy.historyGoal())));
        return ExitCode.DONE;
    }
}
