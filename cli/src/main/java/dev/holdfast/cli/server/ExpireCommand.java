package dev.holdfast.cli.server;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.server.config.ServerPolicy;
import dev.holdfast.server.retention.RetentionPolicy;
import dev.holdfast.server.retention.RetentionPolicy.Order;
import dev.holdfast.server.retention.Verdict;
import dev.holdfast.server.space.SpacePlan;
import dev.holdfast.server.upkeep.History;
import dev.holdfast.server.upkeep.Holding;
import dev.holdfast.server.upkeep.Household;
import dev.holdfast.server.upkeep.Tenant;
import dev.holdfast.server.upkeep.Upkeep;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast server expire}. */
@Command(
        name = "expire",
        mixinStandardHelpOptions = true,
        description = {
            "Makes room on the disc, if there is need of it: what nobody needs any more, surplus,"
                    + " then snapshots of whoever has most above its share.",
            "The server does that by itself, before and after backups and while they run."
        })
final class ExpireCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "the client (for --list and --force)")
    private @Nullable String name;

    @ArgGroup private @Nullable Instead instead;

    /** At most one. */
    static final class Instead {
        @Option(
                names = "--dry-run",
                description = "says what would go and why, and changes nothing")
        boolean dryRun;

        @Option(names = "--list", description = "lists what may go, in its order, and what not")
        boolean list;

        @Option(
                names = "--force",
                paramLabel = "NUMBER",
                description = "expires the next so many of a client, whether there is need or not")
        int force;

        @Option(
                names = "--resume",
                description = "lets snapshots expire again after that was stopped")
        boolean resume;
    }

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            description =
                    "with --dry-run or --list: as if the order were age, importance or levels")
    private @Nullable String order;

    private final Surroundings around;

    ExpireCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        boolean looks = instead != null && (instead.dryRun || instead.list);
        if (order != null && !looks) {
            throw new UsageException("--order is for --dry-run and --list");
        }
        return ServerHere.at(around, server.file(around)).asItsUser(spec, this::expire);
    }

    private int expire(ServerHere here) throws IOException {
        Household household = ordered(here.household());
        Upkeep upkeep = here.upkeep(household);
        Instead wanted = instead == null ? new Instead() : instead;
        if (wanted.list) {
            return list(household, upkeep);
        }
        if (wanted.resume) {
            upkeep.resume();
            around.console().say("snapshots may expire again");
            return ExitCode.DONE.status();
        }
        if (wanted.force > 0) {
            return tell(upkeep.force(named(household), wanted.force), "expired");
        }
        return wanted.dryRun
                ? tell(upkeep.plan(Upkeep.Coming.NOTHING), "would expire")
                : tell(upkeep.makeRoom(Upkeep.Coming.NOTHING), "expired");
    }

    private Tenant named(Household household) throws IOException {
        if (name == null) {
            throw new UsageException("of which client? name it");
        }
        return ServerHere.tenant(household, name);
    }

    private Household ordered(Household household) throws UsageException {
        String wanted = order;
        if (wanted == null) {
            return household;
        }
        Order other =
                switch (wanted) {
                    case "age" -> new Order.Age();
                    case "importance" -> new Order.Importance();
                    case "levels" -> Order.Levels.STANDARD;
                    default -> throw new UsageException("there is no order " + wanted);
                };
        return new Household(
                household.root(),
                household.policy(),
                household.tenants().stream().map(tenant -> ordered(tenant, other)).toList(),
                household.complaints());
    }

    private static Tenant ordered(Tenant tenant, Order order) {
        ServerPolicy policy = tenant.policy();
        RetentionPolicy before = policy.retention();
        return tenant.under(
                new ServerPolicy(
                        new RetentionPolicy(
                                order, before.minimumAge(), before.rollOff(), before.zone()),
                        policy.reserve(),
                        policy.admission(),
                        policy.historyGoal(),
                        policy.notices(),
                        policy.sessions()));
    }

    private int list(Household household, Upkeep upkeep) throws IOException {
        for (Holding holding : upkeep.look().holdings()) {
            if (name == null || holding.tenant().name().equals(named(household).name())) {
                History history = holding.history(around.clock().instant());
                history.verdicts().forEach(verdict -> print(holding, history, verdict));
            }
        }
        return ExitCode.DONE.status();
    }

    private void print(Holding holding, History history, Verdict verdict) {
        Snapshot snapshot = history.snapshot(verdict);
        around.console()
                .out()
                .printf(
                        "%-16s %8d  %s  %-10s  %s%s%n",
                        holding.tenant().name(),
                        snapshot.sequence(),
                        Shown.time(Timestamp.of(verdict.snapshot().received())),
                        snapshot.origin().series(),
                        verdict.mayGo() ? "" : "stays: ",
                        verdict.reason());
    }

    private int tell(Upkeep.Result result, String done) {
        PrintWriter out = around.console().out();
        SpacePlan plan = result.plan();
        for (SpacePlan.Part part : plan.parts()) {
            for (int i = 0; i < part.going().size(); i++) {
                out.printf(
                        "%s snapshot %d of %s: %s, %s%n",
                        done,
                        part.going().get(i).sequence(),
                        part.payer().name(),
                        Shown.bytes(part.marginalBytes(i)),
                        part.going().get(i).reason());
            }
        }
        result.complaints().forEach(around.console()::say);
        if (plan.needBytes() == 0 && plan.isEmpty()) {
            around.console()
                    .say(
                            "there is room enough: %s free, space is made below %s"
                                    .formatted(
                                            Shown.bytes(result.room().freeBytes()),
                                            Shown.bytes(result.room().startBytes())));
        } else {
            around.console().say("%s freed".formatted(Shown.bytes(plan.freedBytes())));
        }
        if (plan.shortBytes() > 0) {
            around.console()
                    .say(
                            "%s are still wanted, and nothing else may go"
                                    .formatted(Shown.bytes(plan.shortBytes())));
        }
        List<String> complaints = result.complaints();
        boolean isWell = complaints.isEmpty() && plan.shortBytes() == 0;
        return (isWell ? ExitCode.DONE : ExitCode.FAILED).status();
    }
}
