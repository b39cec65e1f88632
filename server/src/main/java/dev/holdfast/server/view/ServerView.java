package dev.holdfast.server.view;

import dev.holdfast.model.Series;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.allowance.Account;
import dev.holdfast.server.maintain.Complaints;
import dev.holdfast.server.notice.LateBefore;
import dev.holdfast.server.notice.NoticePolicy;
import dev.holdfast.server.notice.Overdue;
import dev.holdfast.server.report.Reports;
import dev.holdfast.server.report.RunReport;
import dev.holdfast.server.space.Room;
import dev.holdfast.server.space.SpaceMemory;
import dev.holdfast.server.upkeep.Holding;
import dev.holdfast.server.upkeep.Holdings;
import dev.holdfast.server.upkeep.Household;
import dev.holdfast.server.upkeep.Tenant;
import dev.holdfast.server.upkeep.Upkeep;
import dev.holdfast.store.vault.Vault;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A server at one moment.
 *
 * @param complaints what is wrong beside the clients, each a sentence
 */
public record ServerView(
        Instant at,
        Room room,
        SpaceMemory memory,
        List<ClientView> clients,
        List<String> complaints) {
    public ServerView {
        clients = List.copyOf(clients);
        complaints = List.copyOf(complaints);
    }

    /** Looks. A vault that cannot be looked at is a complaint. */
    public static ServerView of(Household household, Upkeep upkeep, Instant now)
            throws IOException {
        Holdings holdings = upkeep.look();
        SpaceMemory memory = upkeep.memory(holdings.room());
        List<String> complaints = new ArrayList<>(household.complaints());
        complaints.addAll(holdings.complaints());
        memory.stopped()
                .ifPresent(why ->
                        complaints.add(
                                "nothing expires: %s (holdfast server expire --resume)"
                                        .formatted(why)));
        Look look = new Look(household, now);
        Map<String, Holding> held = new HashMap<>();
        holdings.holdings().forEach(each -> held.put(each.tenant().name(), each));
        List<ClientView> clients = new ArrayList<>();
        for (Tenant tenant : household.tenants()) {
            try {
                clients.add(look.at(tenant, Optional.ofNullable(held.get(tenant.name()))));
            } catch (IOException damaged) {
                complaints.add("%s: %s".formatted(tenant.name(), damaged.getMessage()));
            }
        }
        return new ServerView(now, holdings.room(), memory, clients, complaints);
    }

    private record Look(
            Household household, Instant now, Reports reports, Set<LateBefore.Of> late) {
        Look(Household household, Instant now) throws IOException {
            Volume root = Volume.on(household.root());
            this(household, now, new Reports(root), new LateBefore(root).load());
        }

        ClientView at(Tenant tenant, Optional<Holding> holding) throws IOException {
            List<RunReport> runs = reports.list(tenant.client());
            List<RunReport> last =
                    runs.subList(Math.max(0, runs.size() - ClientView.RUNS_MAX), runs.size());
            if (holding.isEmpty()) {
                return new ClientView(
                        tenant.client(),
                        tenant.name(),
                        Optional.empty(),
                        late(tenant, List.of()),
                        last,
                        List.of(),
                        List.of());
            }
            Vault vault = holding.get().vault();
            ClientView.Held held =
                    new ClientView.Held(
                            vault.snapshots(),
                            holding.get().usedBytes(),
                            holding.get().shareBytes(),
                            allowed(holding.get()),
                            vault.health());
            return new ClientView(
                    tenant.client(),
                    tenant.name(),
                    Optional.of(held),
                    late(tenant, held.snapshots()),
                    last,
                    Complaints.of(holding.get(), held.health()),
                    Complaints.remarks(tenant.name(), held.health()));
        }

        private long allowed(Holding holding) {
            var admission = holding.tenant().policy().admission();
            return holding.account()
                    .map(account -> account.at(now, admission, List.of()))
                    .map(Account::allowed)
                    .orElse(holding.tenant().expected().orElse(holding.shareBytes()));
        }

        private List<Overdue.Late> late(Tenant tenant, List<Snapshot> oldestFirst) {
            if (tenant.awaited().isEmpty()) {
                return List.of();
            }
            NoticePolicy.Punctuality punctuality = tenant.policy().notices().punctuality();
            Map<Series, Overdue.Seen> seen = new LinkedHashMap<>();
            for (Snapshot snapshot : oldestFirst) {
                Series series = snapshot.origin().series();
                if (snapshot.origin().client().equals(tenant.client())) {
                    long before = seen.containsKey(series) ? seen.get(series).count() : 0;
                    seen.put(
                            series,
                            new Overdue.Seen(
                                    series,
                                    before + 1,
                                    snapshot.received().toInstant(),
                                    late.contains(new LateBefore.Of(tenant.client(), series))));
                }
            }
            return seen.isEmpty()
                    ? Overdue.ofNone(tenant.awaited().get(), punctuality, now)
                    : Overdue.of(List.copyOf(seen.values()), punctuality, now);
        }
    }
}
