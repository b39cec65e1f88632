package dev.holdfast.server.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.server.allowance.Accounts;
import dev.holdfast.server.allowance.AdmissionPolicy;
import dev.holdfast.server.allowance.Grant;
import dev.holdfast.server.retention.Saved.Mark;
import dev.holdfast.server.retention.Verdict;
import dev.holdfast.server.space.Room;
import dev.holdfast.server.space.SpacePlan;
import dev.holdfast.server.upkeep.SmallServer.Machine;
import dev.holdfast.store.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The decisions carried out on real vaults. */
class UpkeepTest {
    private static final long MIB = 1L << 20;
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir private Path root;

    private SmallServer server(long limit) {
        return new SmallServer(root, limit, AdmissionPolicy.STANDARD);
    }

    private static void backUp(SmallServer server, Machine machine, int days) throws IOException {
        for (int day = 0; day < days; day++) {
            machine.change(4);
            assertThat(machine.backUp()).as("day %d, %s", day, server.log).isEmpty();
            server.sleep(DAY);
        }
    }

    private static Upkeep.Result plan(SmallServer server) throws IOException {
        return server.upkeep().plan(Upkeep.Coming.NOTHING);
    }

    @Test
    void aFullServerMakesRoomByItself() throws IOException {
        SmallServer server = server(32 * MIB);
        Machine machine = server.machine("web", 40);
        backUp(server, machine, 28);
        List<Long> kept = machine.snapshots();
        assertThat(kept).contains(28L, 27L, 26L, 25L, 24L, 23L).hasSizeBetween(8, 20);
        assertThat(server.upkeep().look().room().freeBytes()).isGreaterThan(MIB);
        assertThat(machine.vault().damaged()).isEmpty();
        assertThat(server.log).anyMatch(line -> line.startsWith("expired snapshot "));
    }

    @Test
    void whoIsAboutToBringMoreThanItsShareGivesTheRoomForIt() throws IOException {
        SmallServer server = server(32 * MIB);
        Machine machine = server.machine("web", 40);
        backUp(server, machine, 28);
        Upkeep upkeep = server.upkeep();
        var client = upkeep.look().holdings().getFirst().tenant().client();
        Room room = upkeep.look().room();
        long coming = room.freeBytes() - room.startBytes() + 1;
        SpacePlan plan = upkeep.plan(new Upkeep.Coming(client, coming)).plan();
        assertThat(plan.needBytes()).isPositive();
        assertThat(plan.shortBytes()).isZero();
    }

    @Test
    void withRoomNothingGoes() throws IOException {
        SmallServer server = server(400 * MIB);
        Machine machine = server.machine("web", 10);
        backUp(server, machine, 12);
        assertThat(machine.snapshots()).hasSize(12);
        assertThat(plan(server).plan().isEmpty()).isTrue();
    }

    @Test
    void aFirstBackupBesideAFullVaultSucceedsAndTheOtherPays() throws IOException {
        SmallServer server = server(44 * MIB);
        Machine old = server.machine("old", 40);
        backUp(server, old, 26);
        int before = old.snapshots().size();
        Machine late = server.machine("late", 50);
        assertThat(late.backUp()).isEmpty();
        assertThat(old.snapshots()).hasSizeLessThan(before);
        assertThat(late.snapshots()).hasSize(1);
    }

    @Test
    void aForcedOneGoesWithoutNeedInItsOrderAndWhatIsHeldStays() throws IOException {
        SmallServer server = server(400 * MIB);
        Machine machine = server.machine("web", 10);
        backUp(server, machine, 12);
        Holding holding = server.upkeep().look().holdings().getFirst();
        List<Long> order =
                holding.history(server.now).going().stream()
                        .map(verdict -> verdict.snapshot().sequence())
                        .toList();
        Snapshot first =
                machine.vault().snapshots().stream()
                        .filter(snapshot -> snapshot.sequence() == order.getFirst())
                        .findFirst()
                        .orElseThrow();
        new Marks(holding.volume()).hold(first, server.now);
        Upkeep.Result result = server.upkeep().force(machine.tenant(), 1);
        assertThat(result.plan().parts().getFirst().going())
                .extracting(going -> going.sequence())
                .containsExactly(order.get(1));
        assertThat(machine.snapshots()).contains(order.getFirst()).doesNotContain(order.get(1));
        server.upkeep().force(machine.tenant(), 100);
        assertThat(machine.snapshots()).hasSize(7);
    }

    @Test
    void moreThanAllowedIsRefusedWhenThereIsNoRoomForSurplusAndTheSentenceSaysWhatHelps()
            throws IOException {
        SmallServer server = server(40 * MIB);
        server.machine("other", 4).backUp();
        Machine machine = server.machine("web", 200);
        Optional<Answer.Refused> refused = machine.backUp();
        assertThat(refused).isPresent();
        assertThat(refused.get().code()).isEqualTo(RefusalCode.NO_SPACE.code());
        assertThat(refused.get().lift()).startsWith("holdfast server allow web ");
        assertThat(machine.snapshots()).isEmpty();
    }

    @Test
    void inAPlainFolderNoCommandOfAServerIsNamed() throws IOException {
        SmallServer server = server(40 * MIB);
        Tenant tenant = server.machine("web", 4).tenant();
        Household own = Household.ofFolder(tenant.folder(), tenant.client(), tenant.policy());
        SessionSteward steward =
                new SessionSteward(
                        own,
                        own.tenants().getFirst(),
                        new Upkeep(own, () -> server.now, StoreRoom::new),
                        () -> server.now,
                        server.log::add);
        var session = new SessionId(new UUID(1, 1));
        var origin = new Snapshot.Origin(tenant.client(), Series.SYSTEM, session);
        assertThat(steward.begin(Vault.open(Volume.on(tenant.folder())), origin)).isEmpty();
        Answer.Refused refused = steward.bring(60 * MIB).orElseThrow();
        assertThat(refused.lift()).isNull();
        assertThat(refused.sentence()).endsWith("; make room, or change policy.toml there");
    }

    @Test
    void whatWasBroughtBeyondTheAllowanceIsSurplusAndAGrantMakesItHistory() throws IOException {
        AdmissionPolicy stingy =
                new AdmissionPolicy(
                        AdmissionPolicy.STANDARD.rhythm(),
                        1,
                        MIB,
                        OptionalDouble.of(0.05),
                        OptionalLong.empty());
        SmallServer server = new SmallServer(root, 400 * MIB, stingy);
        Machine machine = server.machine("web", 100);
        assertThat(machine.backUp()).isEmpty();
        assertThat(verdicts(server))
                .extracting(Verdict::fate)
                .containsExactly(Verdict.Fate.SURPLUS);
        server.sleep(DAY);
        new Accounts(Volume.on(machine.tenant().folder()))
                .grant(
                        machine.tenant().client(),
                        new Grant(server.now, server.now.plus(DAY), 100 * MIB));
        machine.change(4);
        assertThat(machine.backUp()).isEmpty();
        assertThat(verdicts(server))
                .extracting(Verdict::fate)
                .containsExactly(Verdict.Fate.SURPLUS, Verdict.Fate.PROTECTED);
    }

    private static List<Verdict> verdicts(SmallServer server) throws IOException {
        return server.upkeep().look().holdings().getFirst().history(server.now).verdicts();
    }

    @Test
    void beyondTheRhythmASnapshotIsSurplusAndAnotherWithinTheHourIsRefused() throws IOException {
        SmallServer server = server(400 * MIB);
        Machine machine = server.machine("web", 4);
        for (int i = 0; i < 5; i++) {
            assertThat(machine.backUp()).as("backup %d", i).isEmpty();
            server.sleep(Duration.ofMinutes(1));
        }
        Optional<Answer.Refused> refused = machine.backUp();
        assertThat(refused).isPresent();
        assertThat(refused.get().code()).isEqualTo(RefusalCode.LIMIT.code());
        assertThat(verdicts(server).getFirst().fate()).isEqualTo(Verdict.Fate.SURPLUS);
        assertThat(verdicts(server).getFirst().snapshot().sequence()).isEqualTo(5);
    }

    @Test
    void aShrunkenBackupIsSuspiciousAndTheLastBeforeItStays() throws IOException {
        SmallServer server = server(400 * MIB);
        Machine machine = server.machine("web", 100);
        backUp(server, machine, 3);
        Machine shrunken = shrunken(server, machine);
        assertThat(shrunken.backUp()).isEmpty();
        Snapshot last = machine.vault().snapshots().getLast();
        assertThat(new Marks(Volume.on(machine.tenant().folder())).list().of(last))
                .containsExactly(Mark.SUSPICIOUS);
        assertThat(server.log).anyMatch(line -> line.contains("holdfast server release web"));
    }

    private static Machine shrunken(SmallServer server, Machine machine) {
        return server.same(machine, 10);
    }

    @Test
    void whatWasGivenBackAndDidNotBecomeFreeStopsExpiryUntilSomebodyLooked() throws IOException {
        SmallServer server = server(80 * MIB);
        Machine machine = server.machine("web", 120);
        backUp(server, machine, 8);
        server.rooms = LyingRoom::new;
        machine.change(100);
        machine.backUp();
        server.sleep(DAY);
        machine.change(100);
        machine.backUp();
        assertThat(server.upkeep().memory(server.upkeep().look().room()).stopped()).isPresent();
        server.rooms = StoreRoom::new;
        server.upkeep().resume();
        assertThat(server.upkeep().memory(server.upkeep().look().room()).mayExpire()).isTrue();
    }

    @Test
    void whereOnlyAFewThatMayGoCanBeLookedAtAtOnceItLooksAgain() throws IOException {
        SmallServer server = server(100 * MIB);
        Machine machine = server.machine("web", 40);
        backUp(server, machine, 28);
        server.rooms = ShortSightedRoom::new;
        long coming = server.upkeep().look().room().freeBytes() - 4 * MIB;
        var client = machine.tenant().client();
        Upkeep.Result result = server.upkeep().makeRoom(new Upkeep.Coming(client, coming));
        assertThat(result.plan().shortBytes()).isZero();
        assertThat(result.plan().parts()).hasSizeGreaterThan(1);
        assertThat(machine.snapshots()).hasSizeLessThan(24);
    }

    /** Looks at three snapshots at a time. */
    private record ShortSightedRoom(StoreRoom room) implements VaultRoom {
        ShortSightedRoom(Holding holding) {
            this(new StoreRoom(holding));
        }

        @Override
        public List<Long> freedBytes(List<Long> order) throws IOException {
            return room.freedBytes(order.subList(0, Math.min(3, order.size())));
        }

        @Override
        public Given give(List<Long> order) throws IOException {
            return room.give(order);
        }

        @Override
        public Map<Long, Long> exclusiveBytes() throws IOException {
            return room.exclusiveBytes();
        }
    }

    /** Gives nothing back: somebody keeps snapshots of the file system. */
    private record LyingRoom(Holding holding, StoreRoom room) implements VaultRoom {
        LyingRoom(Holding holding) {
            this(holding, new StoreRoom(holding));
        }

        @Override
        public List<Long> freedBytes(List<Long> order) throws IOException {
            return room.freedBytes(order);
        }

        @Override
        public Given give(List<Long> order) throws IOException {
            return new Given(8 * MIB, 0);
        }

        @Override
        public Map<Long, Long> exclusiveBytes() throws IOException {
            return room.exclusiveBytes();
        }
    }

    @Test
    void aVaultWithAnUnreadableSnapshotGivesNothingAndIsNamed() throws IOException {
        SmallServer server = server(40 * MIB);
        Machine machine = server.machine("web", 40);
        backUp(server, machine, 18);
        long some = machine.snapshots().getFirst();
        Files.writeString(
                machine.tenant().folder().resolve("snapshots/%016x.snap".formatted(some)), "?");
        Upkeep.Result result = server.upkeep().makeRoom(new Upkeep.Coming(null, 20 * MIB));
        assertThat(result.plan().isEmpty()).isTrue();
        assertThat(result.complaints()).anyMatch(line -> line.startsWith("web gives nothing: "));
        assertThat(result.plan().shortBytes()).isPositive();
    }
}
