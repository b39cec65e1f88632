package dev.holdfast.client.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Made;
import dev.holdfast.client.fixture.Picture;
import dev.holdfast.client.identity.SeriesMemory;
import dev.holdfast.model.Series;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that goes back, hides or exchanges is noticed, and the backup is made all the same. */
@Timeout(60)
class LineageTest {
    @TempDir Path folder;
    private Machine machine;

    @BeforeEach
    void begin() throws IOException {
        machine = new Machine(folder);
        machine.write("file", "content");
    }

    private List<Path> snapshots() throws IOException {
        try (Stream<Path> list = Files.list(machine.vault().resolve("snapshots"))) {
            return list.sorted().toList();
        }
    }

    private void assertMade(Made made, String warning) throws IOException {
        assertThat(made.heard().warnings()).singleElement().asString().contains(warning);
        assertThat(made.result().warnings()).isEqualTo(made.heard().warnings());
        assertThat(Picture.of(machine.restore(made.snapshot()).files()))
                .isEqualTo(Picture.of(machine.files()));
    }

    @Test
    void rootsOfASeriesAreCountedAndNameTheOneBefore() throws IOException {
        Made first = machine.backup();
        Made second = machine.backup();
        assertThat(first.result().root().lineage().sequence()).isEqualTo(1);
        assertThat(first.result().root().lineage().previous()).isNull();
        assertThat(second.result().root().lineage().sequence()).isEqualTo(2);
        assertThat(second.result().root().lineage().previous()).isEqualTo(first.snapshot().root());
        assertThat(second.heard().warnings()).isEmpty();
    }

    @Test
    void aSnapshotGoneIsNoticed() throws IOException {
        machine.backup();
        machine.backup();
        Files.delete(snapshots().getLast());
        Made made = machine.backup();
        assertMade(made, "gone back");
        assertThat(made.result().root().lineage().sequence()).isEqualTo(3);
        assertThat(machine.backup().heard().warnings()).isEmpty();
    }

    @Test
    void allSnapshotsGoneIsNoticed() throws IOException {
        machine.backup();
        Files.delete(snapshots().getLast());
        assertMade(machine.backup(), "lost or hidden");
    }

    @Test
    void anOlderRootUnderANewNumberIsNoticed() throws IOException {
        machine.backup();
        SeriesMemory old = machine.memory();
        machine.backup();
        SeriesMemory now = machine.memory();
        assertThat(now).isNotEqualTo(old);
        Files.delete(snapshots().getLast());
        assertMade(machine.backup(), "gone back");
    }

    @Test
    void aClientThatForgotItsLastRootGoesOn() throws IOException {
        machine.backup();
        machine.memory(null);
        Files.delete(machine.cacheFile());
        Made second = machine.backup();
        assertThat(second.heard().warnings()).isEmpty();
        assertThat(second.progress().readBytes()).isZero();
        assertThat(second.result().root().lineage().sequence()).isEqualTo(2);
    }

    @Test
    void aMemoryOfAnOlderRootIsNoReasonToWarn() throws IOException {
        machine.backup();
        SeriesMemory old = machine.memory();
        machine.backup();
        machine.memory(old);
        assertThat(machine.backup().heard().warnings()).isEmpty();
    }

    @Test
    void seriesHaveNothingToDoWithEachOther() throws IOException {
        machine.backup();
        Made other = machine.series(new Series("other")).memory(null).backup();
        assertThat(other.heard().warnings()).isEmpty();
        assertThat(other.progress().readBytes()).isEqualTo(7);
        assertThat(other.result().root().lineage().sequence()).isEqualTo(1);
    }

    @Test
    void aCacheThatWasSpoiledIsMadeAnew() throws IOException {
        for (int i = 0; i < 30; i++) {
            machine.write("d" + i + "/file", "content " + i);
        }
        machine.backup();
        byte[] cache = Files.readAllBytes(machine.cacheFile());
        for (int at : List.of(0, 20, 30, 200, cache.length / 2, cache.length - 3)) {
            byte[] bad = Files.readAllBytes(machine.cacheFile());
            bad[Math.min(at, bad.length - 1)] ^= 4;
            Files.write(machine.cacheFile(), bad);
            Made made = machine.backup();
            assertThat(made.progress().readBytes()).as("at %d", at).isZero();
            assertThat(made.heard().warnings()).isEmpty();
        }
    }

    @Test
    void aBackupIsMadeThoughTheCacheCannotBeWritten() throws IOException {
        machine.cacheFile(folder.resolve("missing/cache"));
        Made first = machine.backup();
        assertThat(first.heard().warnings())
                .singleElement()
                .asString()
                .contains("cannot write the local cache");
        Made second = machine.backup();
        assertThat(second.heard().warnings()).hasSize(2);
        assertThat(second.progress().sentBytes()).isLessThan(8_000);
        machine.cacheFile(folder.resolve("cache"));
        assertThat(machine.backup().progress().readBytes()).isZero();
    }

    @Test
    void aPartialFromBeforeTheLastSnapshotIsOfNoUse() throws IOException {
        machine.write("file", new byte[3 << 20]);
        Path partials = machine.vault().resolve("partials");
        byte[][] kept = new byte[1][];
        Path[] name = new Path[1];
        machine.checkpointAlways();
        machine.atCheckpoint(() -> {
            try (Stream<Path> list = Files.list(partials)) {
                name[0] = list.findFirst().orElseThrow();
                kept[0] = Files.readAllBytes(name[0]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        machine.backup();
        machine.checkpointNever();
        machine.write("later", "later");
        machine.backup();
        Files.write(name[0], kept[0]);
        Made made = machine.backup();
        assertThat(made.progress().readBytes()).isZero();
    }
}
