package dev.holdfast.cli.server;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.retention.Verdict;
import dev.holdfast.server.upkeep.History;
import dev.holdfast.server.upkeep.Household;
import dev.holdfast.server.upkeep.Marks;
import dev.holdfast.server.upkeep.Tenant;
import dev.holdfast.store.mark.ReclaimStoppedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast server list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the snapshots of a client or of all, the oldest first, and why each is kept.",
            "SIZE is what the client met, NEW what the backup added to the disc, ALONE what no"
                    + " other snapshot needs."
        })
final class ListCommand implements Callable<Integer> {
    private static final String FORM = "%-16s %8s  %-19s  %-16s %10s %10s %10s  %s%n";

    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "the client (all of them)")
    private @Nullable String name;

    @Option(names = "--json", description = "prints one JSON object for each snapshot")
    private boolean json;

    private final Surroundings around;

    ListCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        return ServerHere.at(around, server.file(around)).asItsUser(spec, this::list);
    }

    private int list(ServerHere here) throws IOException {
        Household household = here.household();
        household.complaints().forEach(around.console()::say);
        List<Tenant> tenants =
                name == null ? household.tenants() : List.of(ServerHere.tenant(household, name));
        if (!json) {
            around.console()
                    .out()
                    .printf(
                            FORM,
                            "CLIENT",
                            "SNAPSHOT",
                            "RECEIVED",
                            "SERIES",
                            "SIZE",
                            "NEW",
                            "ALONE",
                            "WHY");
        }
        for (Tenant tenant : tenants) {
            if (tenant.volume().isPresent()) {
                list(tenant);
            }
        }
        return ExitCode.DONE.status();
    }

    private void list(Tenant tenant) throws IOException {
        TenantVault vault = TenantVault.of(tenant);
        History history =
                History.of(
                        vault.snapshots(),
                        new Marks(Volume.on(tenant.folder())).list(),
                        tenant.policy().retention(),
                        around.clock().instant());
        Map<Long, Long> exclusive = exclusive(vault);
        List<Verdict> oldestFirst = new ArrayList<>(history.verdicts());
        oldestFirst.sort(Comparator.comparingLong(verdict -> verdict.snapshot().sequence()));
        for (Verdict verdict : oldestFirst) {
            Snapshot snapshot = history.snapshot(verdict);
            Row row =
                    new Row(
                            tenant,
                            snapshot,
                            verdict,
                            Optional.ofNullable(exclusive.get(snapshot.sequence())));
            if (json) {
                around.console().out().println(JsonLine.of(each -> fields(each, row)));
            } else {
                print(row);
            }
        }
        for (long unreadable : vault.vault().unreadableSnapshots()) {
            around.console()
                    .say("%s: cannot read snapshot %d".formatted(tenant.name(), unreadable));
        }
    }

    /** What it cannot be known for is left out: the list is worth having all the same. */
    private Map<Long, Long> exclusive(TenantVault vault) throws IOException {
        try {
            return vault.vault().exclusiveBytes();
        } catch (ReclaimStoppedException doubtful) {
            around.console().say("%s: %s".formatted(vault.tenant().name(), doubtful.getMessage()));
            return Map.of();
        }
    }

    private record Row(
            Tenant tenant, Snapshot snapshot, Verdict verdict, Optional<Long> exclusive) {}

    private void print(Row row) {
        around.console()
                .out()
                .printf(
                        FORM,
                        row.tenant().name(),
                        row.snapshot().sequence(),
                        Shown.time(row.snapshot().received()),
                        row.snapshot().origin().series(),
                        Shown.bytes(row.snapshot().figures().contentBytes()),
                        Shown.bytes(row.snapshot().figures().newBytes()),
                        row.exclusive().map(Shown::bytes).orElse("?"),
                        why(row.verdict()));
    }

    private static String why(Verdict verdict) {
        return verdict.mayGo() ? verdict.reason() : "stays: " + verdict.reason();
    }

    private static void fields(JsonGenerator json, Row row) throws IOException {
        Snapshot snapshot = row.snapshot();
        json.writeStringField("client", row.tenant().name());
        json.writeNumberField("snapshot", snapshot.sequence());
        json.writeStringField("received", snapshot.received().toInstant().toString());
        json.writeStringField("series", snapshot.origin().series().value());
        json.writeNumberField("bytes", snapshot.figures().contentBytes());
        json.writeNumberField("new", snapshot.figures().newBytes());
        if (row.exclusive().isPresent()) {
            json.writeNumberField("exclusive", row.exclusive().get());
        }
        json.writeStringField("fate", row.verdict().fate().name().toLowerCase(Locale.ROOT));
        json.writeStringField("reason", row.verdict().reason());
    }
}
