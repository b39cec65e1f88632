package dev.holdfast.server.upkeep;

import static java.util.Objects.requireNonNull;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.snapshot.Partial;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.server.allowance.Accounts;
import dev.holdfast.server.retention.Verdict;
import dev.holdfast.server.space.Payer;
import dev.holdfast.server.space.Room;
import dev.holdfast.server.space.SpaceCheck;
import dev.holdfast.server.space.SpaceMemory;
import dev.holdfast.server.space.SpacePlan;
import dev.holdfast.server.space.SpacePlanner;
import dev.holdfast.store.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps room on a volume: looks, plans, and carries the plan out. Called before and after sessions,
 * while bytes arrive, and by administrators; one at a time, others wait. A vault about which
 * something is in doubt gives nothing, and is named; the others go on.
 */
public final class Upkeep {
    private static final Duration PARTIAL_AGE_MAX = Duration.ofDays(7);

    /** Each takes hundreds of snapshots, so it is never reached; nothing loops for ever. */
    private static final int ROUNDS_MAX = 100;

    private final Household household;
    private final InstantSource clock;
    private final Function<Holding, VaultRoom> rooms;

    /**
     * @param rooms how a vault is made to give room
     */
    public Upkeep(Household household, InstantSource clock, Function<Holding, VaultRoom> rooms) {
        this.household = household;
        this.clock = clock;
        this.rooms = rooms;
    }

    /**
     * What was found, and what is to be done or was done.
     *
     * @param room before
     * @param memory as it is now
     * @param freedBytes that became free; 0 as long as nothing was done
     * @param complaints what is wrong, each a sentence
     */
    public record Result(
            Room room,
            SpaceMemory memory,
            SpacePlan plan,
            long freedBytes,
            List<String> complaints) {
        public Result {
            complaints = List.copyOf(complaints);
        }

        /** Both together, of which the other came later. */
        Result and(Result later) {
            List<SpacePlan.Part> parts = new ArrayList<>(plan.parts());
            parts.addAll(later.plan.parts());
            return new Result(
                    room,
                    later.memory,
                    new SpacePlan(plan.freedBytes() + later.plan.needBytes(), parts),
                    freedBytes + later.freedBytes,
                    later.complaints);
        }
    }

    /** What is known of the volume now. Changes nothing. */
    public Holdings look() throws IOException {
        return Holdings.of(household);
    }

    /** What is remembered of the volume, as of now. Changes nothing. */
    public SpaceMemory memory(Room room) throws IOException {
        Instant now = clock.instant();
        return new SpaceFile(Volume.on(household.root()))
                .load()
                .map(known -> known.next(now, room))
                .orElseGet(() -> SpaceMemory.first(now, room));
    }

    /** When it was looked at last whether room must be made; empty if never. */
    public Optional<Instant> lastLook() throws IOException {
        return new SpaceFile(Volume.on(household.root())).load().map(SpaceMemory::seen);
    }

    /**
     * What is about to be written, beside what is there.
     *
     * @param client whose it is; its share must hold this, too
     */
    public record Coming(@Nullable ClientId client, long bytes) {
        public static final Coming NOTHING = new Coming(null, 0);

        long of(Holding holding) {
            return holding.tenant().client().equals(client) ? bytes : 0;
        }
    }

    /** Plans as {@link #makeRoom} does, and changes nothing. */
    public Result plan(Coming coming) throws IOException {
        Work work = new Work();
        return work.result(work.plan(coming), 0);
    }

    /**
     * Makes room, if there is need of it. Of a vault with very many snapshots only the first of
     * those that may go are looked at, so what they give may not be enough: then it looks again.
     */
    public Result makeRoom(Coming coming) throws IOException {
        SpaceFile file = new SpaceFile(Volume.on(household.root()));
        try (VolumeLock _ = file.lock()) {
            Result all = null;
            for (int round = 0; round < ROUNDS_MAX; round++) {
                Work work = new Work();
                if (work.holdings.room().needFor(coming.bytes()) > 0) {
                    work.forgetOldPartials();
                }
                Result result = work.finish(work.plan(coming), file);
                all = all == null ? result : all.and(result);
                boolean isEnough = result.plan().shortBytes() == 0;
                if (isEnough || !work.isCutShort || result.freedBytes() <= 0) {
                    break;
                }
            }
            return requireNonNull(all);
        }
    }

    /**
     * Expires the first snapshots of a vault's order, whether there is need or not.
     *
     * @param count at least 1; of fewer that may go, or that can be looked at at once, all go
     */
    public Result force(Tenant tenant, int count) throws IOException {
        SpaceFile file = new SpaceFile(Volume.on(household.root()));
        try (VolumeLock _ = file.lock()) {
            Work work = new Work();
            return work.finish(work.forced(tenant, count), file);
        }
    }

    /** While this is held nobody makes room: a whole vault can be taken away. */
    public static VolumeLock pause(Volume root) throws IOException {
        return new SpaceFile(root).lock();
    }

    /** After somebody looked into why expiry stopped: it may go on. */
    public void resume() throws IOException {
        SpaceFile file = new SpaceFile(Volume.on(household.root()));
        try (VolumeLock _ = file.lock()) {
            file.save(memory(look().room()).resumed());
        }
    }

    /** One look at the volume, and what follows from it. */
    private final class Work {
        private final Holdings holdings;
        private final Instant now = clock.instant();
        private final Map<String, VaultRoom> opened = new LinkedHashMap<>();
        private final List<String> complaints;
        private SpaceMemory memory;

        /** Whether there is a vault of which not all that may go was looked at. */
        private boolean isCutShort;

        Work() throws IOException {
            this.holdings = Upkeep.this.look();
            this.memory = memory(holdings.room());
            this.complaints = new ArrayList<>(household.complaints());
            complaints.addAll(holdings.complaints());
            memory.stopped().ifPresent(complaints::add);
        }

        /** Carries a plan out, and remembers. */
        Result finish(SpacePlan plan, SpaceFile file) throws IOException {
            long freed = carryOut(plan);
            if (!file.save(memory)) {
                complaints.add("there is no room to remember what was expired");
            }
            return result(plan, freed);
        }

        Result result(SpacePlan plan, long freed) {
            return new Result(holdings.room(), memory, plan, freed, complaints);
        }

        SpacePlan plan(Coming coming) throws IOException {
            long need = holdings.room().needFor(coming.bytes());
            List<Payer> payers = new ArrayList<>();
            for (Holding holding : holdings.holdings()) {
                if (need > 0 || isOverQuota(holding) || hasRolledOff(holding)) {
                    addPayer(payers, holding, coming);
                }
            }
            SpacePlan plan =
                    SpaceCheck.plan(memory, new SpaceCheck.Need(need, coming.bytes()), payers);
            return withQuotas(SpacePlanner.trim(withOwn(plan, coming), this::look));
        }

        private SpacePlan withOwn(SpacePlan plan, Coming coming) {
            long lacking = coming.bytes() - holdings.room().freeBytes() - plan.freedBytes();
            for (Holding holding : holdings.holdings()) {
                if (coming.of(holding) > 0) {
                    return SpaceCheck.withOwn(memory, plan, holding.tenant().name(), lacking);
                }
            }
            return plan;
        }

        /** A backup that was not gone on with for so long begins anew some day. */
        void forgetOldPartials() {
            for (Holding holding : memory.mayExpire() ? holdings.holdings() : List.<Holding>of()) {
                try {
                    forgetOldPartials(holding);
                } catch (IOException doubtful) {
                    complaints.add(
                            "%s: %s".formatted(holding.tenant().name(), doubtful.getMessage()));
                }
            }
        }

        private void forgetOldPartials(Holding holding) throws IOException {
            Vault vault = holding.vault();
            for (Partial partial : vault.partials()) {
                if (partial.received().toInstant().isBefore(now.minus(PARTIAL_AGE_MAX))) {
                    vault.forget(partial);
                }
            }
        }

        private List<Long> look(Payer payer, List<Long> order) throws IOException {
            return roomOf(payer).freedBytes(order);
        }

        private boolean hasRolledOff(Holding holding) {
            try {
                return holding.history(now).verdicts().stream()
                        .anyMatch(verdict -> verdict.fate() == Verdict.Fate.ROLLED_OFF);
            } catch (IOException doubtful) {
                return false;
            }
        }

        private boolean isOverQuota(Holding holding) {
            OptionalLong quota = holding.tenant().policy().admission().quota();
            return quota.isPresent() && holding.usedBytes() > quota.getAsLong();
        }

        private void addPayer(List<Payer> payers, Holding holding, Coming coming) {
            try {
                payers.add(payer(holding, coming));
            } catch (IOException doubtful) {
                complaints.add(
                        "%s gives nothing: %s"
                                .formatted(holding.tenant().name(), doubtful.getMessage()));
            }
        }

        private VaultRoom roomOf(Payer payer) {
            return opened.computeIfAbsent(payer.name(), _ -> rooms.apply(holding(payer)));
        }

        private Payer payer(Holding holding, Coming coming) throws IOException {
            List<Verdict> going = holding.history(now).going();
            VaultRoom room =
                    opened.computeIfAbsent(holding.tenant().name(), _ -> rooms.apply(holding));
            List<Long> freed =
                    room.freedBytes(
                            going.stream().map(each -> each.snapshot().sequence()).toList());
            isCutShort |= freed.size() - 1 < going.size();
            return Payer.of(
                    new Payer.Holding(
                            holding.tenant().name(),
                            holding.usedBytes() + coming.of(holding),
                            holding.shareBytes()),
                    going.subList(0, Math.min(going.size(), freed.size() - 1)),
                    freed);
        }

        /** Who has more than its quota pays for itself, whatever there is need of. */
        private SpacePlan withQuotas(SpacePlan plan) {
            List<SpacePlan.Part> parts = new ArrayList<>();
            for (SpacePlan.Part part : plan.parts()) {
                Holding holding = holding(part.payer());
                long over =
                        isOverQuota(holding) && memory.mayExpire()
                                ? holding.usedBytes()
                                        - holding.tenant().policy().admission().quota().orElse(0)
                                : 0;
                Payer alone =
                        new Payer(
                                part.payer().name(),
                                holding.usedBytes(),
                                0,
                                part.payer().garbageBytes(),
                                part.payer().order());
                parts.add(
                        over > part.freedBytes()
                                ? SpacePlanner.plan(over, List.of(alone)).parts().getFirst()
                                : part);
            }
            return new SpacePlan(plan.needBytes(), parts);
        }

        private Holding holding(Payer payer) {
            return holdings.holdings().stream()
                    .filter(holding -> holding.tenant().name().equals(payer.name()))
                    .findFirst()
                    .orElseThrow();
        }

        SpacePlan forced(Tenant tenant, int count) throws IOException {
            Holding holding =
                    holdings.of(tenant)
                            .orElseThrow(() ->
                                    new IOException(
                                            "there is no vault of %s".formatted(tenant.name())));
            Payer payer = payer(holding, Coming.NOTHING);
            int some = Math.min(count, payer.order().size());
            List<Payer.Candidate> going = payer.order().subList(0, some);
            long freed = some == 0 ? payer.garbageBytes() : going.getLast().freedBytes();
            return new SpacePlan(freed, List.of(new SpacePlan.Part(payer, going, freed)));
        }

        /** Returns by how much more is free. */
        long carryOut(SpacePlan plan) throws IOException {
            long freed = 0;
            for (SpacePlan.Part part : plan.parts()) {
                if (part.freedBytes() > 0 || !part.going().isEmpty()) {
                    freed += give(part);
                }
            }
            return freed;
        }

        private long give(SpacePlan.Part part) throws IOException {
            List<Long> order = part.going().stream().map(Payer.Candidate::sequence).toList();
            Path vault = holding(part.payer()).tenant().folder();
            long before = ownBytes();
            OwnBytes.forget(vault);
            VaultRoom.Given given = roomOf(part.payer()).give(order);
            OwnBytes.remember(vault);
            long after = ownBytes();
            long grown = Math.max(0, after - (before - given.promised()));
            long freed = isLimited() ? before - after : given.measured() + grown;
            memory =
                    memory.spent(historyBytes(part))
                            .withOwnBytes(after)
                            .judged(holdings.room(), given.promised(), freed);
            relieve(part);
            return freed;
        }

        /** Whether it is the limit that is felt, and not the volume's end. */
        private boolean isLimited() throws IOException {
            return Volume.on(household.root()).space().usableBytes()
                    > holdings.room().freeBytes() + holdings.room().stopBytes();
        }

        private long ownBytes() throws IOException {
            long bytes = 0;
            for (Tenant tenant : household.tenants()) {
                bytes += OwnBytes.of(tenant.folder());
            }
            return bytes;
        }

        private long historyBytes(SpacePlan.Part part) {
            return SpaceCheck.historyBytes(new SpacePlan(0, List.of(part)));
        }

        /** Surplus that is gone weighs on its client no more. */
        private void relieve(SpacePlan.Part part) throws IOException {
            long surplus = 0;
            for (int i = 0; i < part.going().size(); i++) {
                boolean isSurplus = part.going().get(i).fate() == Verdict.Fate.SURPLUS;
                surplus += isSurplus ? part.marginalBytes(i) : 0;
            }
            long relief = surplus;
            Holding holding = holding(part.payer());
            if (relief > 0 && holding.account().isPresent()) {
                new Accounts(holding.volume())
                        .change(
                                holding.tenant().client(),
                                holding.account().get(),
                                account -> account.relieved(relief));
            }
        }
    }
}
