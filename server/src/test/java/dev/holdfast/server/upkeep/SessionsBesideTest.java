package dev.holdfast.server.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Series;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.server.allowance.Account;
import dev.holdfast.server.allowance.Accounts;
import dev.holdfast.server.allowance.AdmissionPolicy;
import dev.holdfast.server.allowance.Grant;
import dev.holdfast.server.retention.Saved.Mark;
import dev.holdfast.server.upkeep.SmallServer.Machine;
import dev.holdfast.server.upkeep.SmallServer.Visit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sessions bring counts, however they end and whoever else comes at the same time. */
class SessionsBesideTest {
    private static final long MIB = 1L << 20;

    /** Chunks of a mebibyte. */
    private static final int A_MIB = (int) (MIB / SmallServer.CHUNK);

    @TempDir private Path root;

    /** A server on which a client may bring 20 MiB at first. */
    private SmallServer server() {
        return new SmallServer(
                root,
                400 * MIB,
                new AdmissionPolicy(
                        AdmissionPolicy.STANDARD.rhythm(),
                        1,
                        MIB,
                        OptionalDouble.of(1.0 / 18),
                        OptionalLong.empty()));
    }

    private static Account account(Machine machine) throws IOException {
        return new Accounts(Volume.on(machine.tenant().folder()))
                .find(machine.tenant().client())
                .orElseThrow();
    }

    private static Set<Mark> marks(Machine machine, Snapshot snapshot) throws IOException {
        return new Marks(Volume.on(machine.tenant().folder())).list().of(snapshot);
    }

    @Test
    void aSessionThatIsKilledHasPaidForWhatItBroughtButForAStep() throws IOException {
        SmallServer server = server();
        Machine machine = server.machine("web", 30 * A_MIB);
        Visit visit = server.new Visit(machine, Series.SYSTEM);
        visit.begin();
        assertThat(visit.bring(0, 12 * A_MIB)).isEmpty();
        visit.die();
        assertThat(account(machine).allowed()).isBetween(7 * MIB, 11 * MIB);
        try (Visit next = server.new Visit(machine, Series.SYSTEM)) {
            next.begin();
            assertThat(next.bring(0, machine.size())).isEmpty();
            assertThat(marks(machine, next.commit())).containsExactly(Mark.SURPLUS);
        }
    }

    @Test
    void sessionsBesideEachOtherShareOneAllowance() throws IOException {
        SmallServer server = server();
        Machine one = server.machine("web", 12 * A_MIB);
        Machine two = server.beside(one, 12 * A_MIB);
        try (Visit first = server.new Visit(one, Series.SYSTEM);
                Visit second = server.new Visit(two, Series.MANUAL)) {
            first.begin();
            second.begin();
            for (int i = 0; i < 12; i++) {
                assertThat(first.bring(i * A_MIB, (i + 1) * A_MIB)).isEmpty();
                assertThat(second.bring(i * A_MIB, (i + 1) * A_MIB)).isEmpty();
            }
            first.commit();
            assertThat(marks(two, second.commit())).containsExactly(Mark.SURPLUS);
        }
        assertThat(account(one).balance()).isNegative();
    }

    @Test
    void whatAnAdministratorExpectsIsSetAsideForAFirstBackup() throws IOException {
        SmallServer server = server();
        Machine usual = server.machine("usual", 40 * A_MIB);
        Machine announced = server.machine("large", 40 * A_MIB, OptionalLong.of(50 * MIB));
        for (var each : Map.of(usual, true, announced, false).entrySet()) {
            try (Visit visit = server.new Visit(each.getKey(), Series.SYSTEM)) {
                visit.begin();
                assertThat(visit.bring(0, each.getKey().size())).isEmpty();
                assertThat(marks(each.getKey(), visit.commit()).contains(Mark.SURPLUS))
                        .isEqualTo(each.getValue());
            }
        }
    }

    @Test
    void aClientBeginsABoundedNumberOfSeriesUnlessSomebodyAllowsMore() throws IOException {
        SmallServer server = server();
        Machine machine = server.machine("web", 1);
        for (int i = 0; i < SessionSteward.SERIES_MAX; i++) {
            assertThat(begin(server, machine, "job-" + i)).isEmpty();
        }
        assertThat(begin(server, machine, "job-0")).isEmpty();
        Answer.Refused refused = begin(server, machine, "another").orElseThrow();
        assertThat(refused.code()).isEqualTo(RefusalCode.LIMIT.code());
        assertThat(refused.lift()).isEqualTo("holdfast server allow web 1G");
        new Accounts(Volume.on(machine.tenant().folder()))
                .grant(
                        machine.tenant().client(),
                        new Grant(server.now, server.now.plus(Duration.ofDays(1)), MIB));
        assertThat(begin(server, machine, "another")).isEmpty();
    }

    private static Optional<Answer.Refused> begin(
            SmallServer server, Machine machine, String series) throws IOException {
        try (Visit visit = server.new Visit(machine, new Series(series))) {
            return visit.begin();
        }
    }

    @Test
    void onlyVaultsThatAreWrittenToAreCounted() throws IOException {
        SmallServer server = server();
        Machine busy = server.machine("busy", 8 * A_MIB);
        Machine quiet = server.machine("quiet", 4 * A_MIB);
        busy.backUp();
        quiet.backUp();
        assertThat(used(server, quiet)).isBetween(4 * MIB, 9 * MIB);
        for (Machine each : new Machine[] {busy, quiet}) {
            Files.writeString(each.tenant().folder().resolve("bytes.json"), "{\"bytes\":77}");
        }
        assertThat(used(server, quiet)).isEqualTo(77);
        try (Visit visit = server.new Visit(busy, Series.MANUAL)) {
            visit.begin();
            assertThat(used(server, busy)).isGreaterThan(8 * MIB);
        }
        assertThat(used(server, busy)).isGreaterThan(8 * MIB);
        Files.writeString(quiet.tenant().folder().resolve("bytes.json"), "?");
        assertThat(used(server, quiet)).isBetween(4 * MIB, 9 * MIB);
    }

    private static long used(SmallServer server, Machine machine) throws IOException {
        return server.upkeep().look().of(machine.tenant()).orElseThrow().usedBytes();
    }
}
