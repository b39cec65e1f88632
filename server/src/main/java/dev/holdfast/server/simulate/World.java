package dev.holdfast.server.simulate;

import dev.holdfast.platform.durable.Space;
import dev.holdfast.server.allowance.Account;
import dev.holdfast.server.allowance.AdmissionPolicy;
import dev.holdfast.server.retention.Retention;
import dev.holdfast.server.retention.Saved;
import dev.holdfast.server.retention.Verdict;
import dev.holdfast.server.space.Payer;
import dev.holdfast.server.space.Room;
import dev.holdfast.server.space.Shares;
import dev.holdfast.server.space.SpaceCheck;
import dev.holdfast.server.space.SpaceMemory;
import dev.holdfast.server.space.SpacePlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

/** A made-up disc and the clients that back up to it. */
final class World {
    private final long disc;
    private final SimulationRequest.Policies policies;
    private final Random random;
    private final List<Tenant> tenants = new ArrayList<>();
    private long others;
    private SpaceMemory memory;

    World(long disc, SimulationRequest.Policies policies, Instant start, long seed) {
        this.disc = disc;
        this.policies = policies;
        this.random = new Random(seed);
        this.memory = SpaceMemory.first(start, room());
    }

    /** A client and what the server has of it. */
    static final class Tenant {
        private final String name;
        private final MadeUpVault vault;
        private final List<Saved> newestFirst = new ArrayList<>();
        private Account account;

        private Tenant(String name, MadeUpVault vault, Account account) {
            this.name = name;
            this.vault = vault;
            this.account = account;
        }

        String name() {
            return name;
        }

        long usedBytes() {
            return vault.usedBytes();
        }

        List<Saved> newestFirst() {
            return List.copyOf(newestFirst);
        }
    }

    /** What a backup finds to be new. */
    record Change(long changed, long grown) {}

    /** Another client, which may bring its equal share at first. */
    Tenant enrol(String name, long size, Instant now) {
        long first = Shares.of(room().capacity(), equal(tenants.size() + 1)).getFirst();
        Account account = Account.opened(now, first, List.of());
        Tenant tenant = new Tenant(name, new MadeUpVault(size, random), account);
        tenants.add(tenant);
        return tenant;
    }

    private static List<OptionalDouble> equal(int count) {
        return Collections.nCopies(count, OptionalDouble.empty());
    }

    /** Somebody else fills so much of the disc. */
    void setOthers(long bytes) {
        others = bytes;
    }

    List<Tenant> tenants() {
        return tenants;
    }

    long usedBytes() {
        return tenants.stream().mapToLong(Tenant::usedBytes).sum();
    }

    long freeBytes() {
        return Math.max(0, disc - usedBytes() - others);
    }

    private Room room() {
        return Room.of(
                new Space(disc, freeBytes()),
                usedBytes(),
                policies.reserve(),
                tenants.stream().map(tenant -> tenant.account.newBytesUsual()).toList());
    }

    /** Whether there was room. */
    boolean backUp(Tenant tenant, Change change, Instant now) {
        AdmissionPolicy admission = policies.admission();
        tenant.account = tenant.account.at(now, admission, List.of());
        if (tenant.account.welcome(admission.rhythm()).isAfter(now)) {
            return false;
        }
        long coming = tenant.vault.lackBytes() + change.changed() + change.grown();
        makeRoom(now, new Coming(tenant, Math.min(coming, tenant.account.allowed())));
        boolean isSurplus =
                coming > tenant.account.allowed() || !tenant.account.isInRhythm(admission.rhythm());
        Room room = room();
        if (!room.admits(entry(tenant, room, isSurplus), coming)) {
            return false;
        }
        commit(tenant, change, now, isSurplus);
        makeRoom(now, new Coming(tenant, 0));
        return true;
    }

    private Room.Entry entry(Tenant tenant, Room room, boolean isSurplus) {
        long share = Shares.of(room.capacity(), equal(tenants.size())).getFirst();
        return isSurplus ? Room.Entry.SURPLUS : Room.Entry.of(tenant.usedBytes(), share);
    }

    private void commit(Tenant tenant, Change change, Instant now, boolean isSurplus) {
        long last = tenant.newestFirst.isEmpty() ? 0 : tenant.newestFirst.getFirst().sequence();
        long brought = tenant.vault.backUp(last + 1, change.changed(), change.grown());
        Set<Saved.Mark> marks =
                isSurplus ? EnumSet.of(Saved.Mark.SURPLUS) : EnumSet.noneOf(Saved.Mark.class);
        tenant.account =
                tenant.account.charged(brought).withSnapshot(policies.admission().rhythm());
        tenant.newestFirst.addFirst(new Saved(last + 1, now, marks));
    }

    /** What a tenant is about to bring; its share must hold this, too. */
    private record Coming(Tenant tenant, long bytes) {
        long of(Tenant other) {
            return other == tenant ? bytes : 0;
        }
    }

    private void makeRoom(Instant now, Coming coming) {
        Room room = room();
        memory = memory.next(now, room);
        long need = room.needFor(coming.bytes());
        if (need > 0) {
            var wanted = new SpaceCheck.Need(need, coming.bytes());
            SpacePlan plan = SpaceCheck.plan(memory, wanted, payers(now, coming));
            long lacking = coming.bytes() - room.freeBytes() - plan.freedBytes();
            carryOut(SpaceCheck.withOwn(memory, plan, coming.tenant().name, lacking));
        }
    }

    private List<Payer> payers(Instant now, Coming coming) {
        List<Long> shares = Shares.of(room().capacity(), equal(tenants.size()));
        List<Payer> payers = new ArrayList<>();
        for (int i = 0; i < tenants.size(); i++) {
            Tenant tenant = tenants.get(i);
            List<Verdict> going = verdicts(tenant, now).stream().filter(Verdict::mayGo).toList();
            List<Long> freed =
                    tenant.vault.freedBytes(
                            going.stream().map(each -> each.snapshot().sequence()).toList());
            payers.add(
                    Payer.of(
                            new Payer.Holding(
                                    tenant.name,
                                    tenant.usedBytes() + coming.of(tenant),
                                    shares.get(i)),
                            going,
                            freed));
        }
        return payers;
    }

    List<Verdict> verdicts(Tenant tenant, Instant now) {
        return Retention.judge(tenant.newestFirst, policies.retention(), now);
    }

    private void carryOut(SpacePlan plan) {
        for (int i = 0; i < tenants.size(); i++) {
            SpacePlan.Part part = plan.parts().get(i);
            Tenant tenant = tenants.get(i);
            List<Long> gone = part.going().stream().map(Payer.Candidate::sequence).toList();
            tenant.vault.expire(gone);
            tenant.newestFirst.removeIf(saved -> gone.contains(saved.sequence()));
        }
        memory = memory.spent(SpaceCheck.historyBytes(plan)).withOwnBytes(usedBytes());
    }
}
