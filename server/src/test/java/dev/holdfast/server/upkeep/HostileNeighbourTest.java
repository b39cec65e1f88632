package dev.holdfast.server.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Series;
import dev.holdfast.model.snapshot.Partial;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.allowance.AdmissionPolicy;
import dev.holdfast.server.retention.Saved.Mark;
import dev.holdfast.server.upkeep.SmallServer.Machine;
import dev.holdfast.server.upkeep.SmallServer.Visit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One client does its worst, on a server that is full: another one's backups go on. */
class HostileNeighbourTest {
    private static final long MIB = 1L << 20;
    private static final int A_MIB = (int) (MIB / SmallServer.CHUNK);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Set<Mark> SUSPICIOUS = Set.of(Mark.SUSPICIOUS);

    @TempDir private Path root;

    private SmallServer server() {
        return new SmallServer(root, 64 * MIB, AdmissionPolicy.STANDARD);
    }

    private static void goesOn(SmallServer server, Machine honest, int days) throws IOException {
        for (int day = 0; day < days; day++) {
            server.sleep(DAY);
            honest.change(2);
            assertThat(honest.backUp()).as("day %d, %s", day, server.log).isEmpty();
        }
        long newest = honest.snapshots().getLast();
        for (int back = 0; back < Math.min(days, 6); back++) {
            assertThat(honest.snapshots()).contains(newest - back);
        }
    }

    @Test
    void aFatLatestSnapshotThatMustNotGoStopsNoOther() throws IOException {
        SmallServer server = server();
        Machine fat = server.machine("fat", 40 * A_MIB);
        assertThat(fat.backUp()).isEmpty();
        Machine honest = server.machine("honest", 3 * A_MIB);
        goesOn(server, honest, 40);
        assertThat(fat.snapshots()).hasSize(1);
        assertThat(honest.snapshots()).hasSizeBetween(7, 30);
    }

    @Test
    void manySeriesWhoseNewestMustNotGoStopNoOther() throws IOException {
        SmallServer server = server();
        server.machine("unused", 1);
        Machine many = server.machine("many", 2 * A_MIB);
        Machine honest = server.machine("honest", 3 * A_MIB);
        goesOn(server, honest, 2);
        for (int i = 0; i < 20; i++) {
            server.sleep(Duration.ofHours(7));
            many.change(2 * A_MIB);
            try (Visit visit = server.new Visit(many, new Series("job-" + i))) {
                if (visit.begin().isEmpty() && visit.bring(0, many.size()).isEmpty()) {
                    visit.commit();
                }
            }
        }
        goesOn(server, honest, 20);
    }

    @Test
    void partialsWithoutEndStopNoOtherAndGoWhenNobodyGoesOnWithThem() throws IOException {
        SmallServer server = server();
        Machine many = server.machine("many", 2 * A_MIB);
        Machine honest = server.machine("honest", 3 * A_MIB);
        goesOn(server, honest, 2);
        for (int i = 0; i < 20; i++) {
            many.change(2 * A_MIB);
            try (Visit visit = server.new Visit(many, new Series("job-" + i))) {
                if (visit.begin().isEmpty() && visit.bring(0, many.size()).isEmpty()) {
                    visit.checkpoint();
                }
            }
        }
        assertThat(many.vault().partials()).hasSizeGreaterThan(10);
        goesOn(server, honest, 24);
        assertThat(many.vault().partials()).extracting(Partial::origin).isEmpty();
    }

    @Test
    void aSessionHeldOpenForEverStopsNoOther() throws IOException {
        SmallServer server = server();
        Machine idle = server.machine("idle", 36 * A_MIB);
        Machine honest = server.machine("honest", 3 * A_MIB);
        try (Visit visit = server.new Visit(idle, Series.SYSTEM)) {
            assertThat(visit.begin()).isEmpty();
            assertThat(visit.bring(0, idle.size())).isEmpty();
            goesOn(server, honest, 24);
        }
        assertThat(idle.snapshots()).isEmpty();
    }

    @Test
    void emptyBackupsTakeThePlaceOfNoGoodOne() throws IOException {
        SmallServer server = server();
        Machine machine = server.machine("web", 20 * A_MIB);
        server.machine("other", 1);
        for (int day = 0; day < 5; day++) {
            machine.change(2);
            assertThat(machine.backUp()).isEmpty();
            server.sleep(DAY);
        }
        List<Long> good = machine.snapshots();
        Machine empty = server.same(machine, 1);
        for (int day = 0; day < 30; day++) {
            assertThat(empty.backUp()).as("day %d", day).isEmpty();
            server.sleep(DAY);
        }
        server.upkeep().force(machine.tenant(), 100);
        assertThat(machine.snapshots()).contains(good.getLast());
        for (Snapshot each : machine.vault().snapshots()) {
            assertThat(new Marks(Volume.on(machine.tenant().folder())).list().of(each))
                    .isEqualTo(good.contains(each.sequence()) ? Set.of() : SUSPICIOUS);
        }
    }
}
