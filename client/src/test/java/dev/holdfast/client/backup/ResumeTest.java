package dev.holdfast.client.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Made;
import dev.holdfast.client.fixture.Picture;
import dev.holdfast.client.fixture.SentAway;
import dev.holdfast.client.fixture.Wire;
import dev.holdfast.model.Series;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Node;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

@Timeout(60)
class ResumeTest {
    private static final int LARGE = 20 << 20;

    @TempDir Path folder;
    private Machine machine;

    @BeforeEach
    void begin() throws IOException {
        machine = new Machine(folder);
        machine.write("a/b/one", random(9_000, 1));
        machine.write("a/b/two", random(90_000, 2));
        machine.write("a/z", "z");
        machine.write("m/large", random(LARGE, 3));
        machine.write("x/y/last", random(50_000, 4));
        Files.createLink(machine.file("x/linked"), machine.file("a/b/one"));
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Ends the process, so to speak, at a checkpoint. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void stopAfter(long readBytes) {
        machine.checkpointAlways();
        machine.atCheckpoint(() -> {
            if (machine.progress().readBytes() >= readBytes) {
                throw new Stopped();
            }
        });
        assertThatThrownBy(() -> machine.backup()).isInstanceOf(Stopped.class);
        machine.checkpointNever();
    }

    private void assertRestores(Snapshot snapshot) throws IOException {
        Machine.Restored restored = machine.restore(snapshot);
        assertThat(restored.failed()).isEmpty();
        assertThat(Picture.of(restored.files())).isEqualTo(Picture.of(machine.files()));
    }

    private List<Path> partials() throws IOException {
        try (Stream<Path> list = Files.list(machine.vault().resolve("partials"))) {
            return list.toList();
        }
    }

    @Test
    void whatWasReadBeforeACheckpointIsNotReadAgain() throws IOException {
        stopAfter(99_001);
        assertThat(partials()).hasSize(1);
        Made made = machine.backup();
        assertThat(made.heard().saved()).doesNotContain("one", "two").contains("large", "last");
        assertRestores(made.snapshot());
        assertThat(partials()).isEmpty();
        assertThat(machine.backup().progress().readBytes()).isZero();
    }

    @Test
    void aFileThatACheckpointHasUnderOneOfItsNamesIsNotReadForTheOthers() throws IOException {
        stopAfter(99_001);
        Made made = machine.backup();
        assertThat(made.progress().readBytes()).isEqualTo(LARGE + 50_000);
        assertThat(made.heard().saved()).doesNotContain("linked");
        assertThat(machine.saved(made.snapshot(), "x/linked").node())
                .isEqualTo(machine.saved(made.snapshot(), "a/b/one").node());
    }

    @Test
    void aLargeFileGoesOnWhereItStopped() throws IOException {
        stopAfter(99_000 + (12 << 20));
        Made made = machine.backup();
        assertThat(made.progress().readBytes()).isLessThan(LARGE - (6 << 20));
        assertRestores(made.snapshot());
    }

    @Test
    void aLargeFileThatChangedSinceBeginsAnew() throws IOException {
        stopAfter(99_000 + (12 << 20));
        machine.write("m/large", random(LARGE, 33));
        Made made = machine.backup();
        assertThat(made.progress().readBytes()).isEqualTo(LARGE + 50_000);
        assertRestores(made.snapshot());
    }

    @Test
    void aPartialHoldsWhatTheLastSnapshotHadForTheRest() throws IOException {
        machine.backup();
        machine.write("a/z", random(9_001, 5));
        machine.write("b/new", random(10_000, 6));
        stopAfter(19_001);
        Made made = machine.backup();
        assertThat(made.progress().readBytes()).isZero();
        assertRestores(made.snapshot());
    }

    @Test
    void aDirectoryInTheBaseThatIsAFileNowIsNoObstacle() throws IOException {
        machine.backup();
        Files.delete(machine.file("a/b/one"));
        Files.delete(machine.file("a/b/two"));
        Files.delete(machine.file("a/b"));
        machine.write("a/b", random(1_000, 7));
        Files.delete(machine.file("a/z"));
        machine.write("a/z/deep/er", random(1_000, 8));
        Made made = machine.checkpointAlways().backup();
        assertRestores(made.snapshot());
        stopAfter(0);
        assertRestores(machine.backup().snapshot());
    }

    @Test
    void aDirectoryThatMovedIsSavedThroughCheckpoints() throws IOException {
        machine.backup();
        Files.move(machine.file("x"), machine.file("a/b/x"));
        machine.write("a/b/x/y/more", random(100, 9));
        stopAfter(100);
        Made made = machine.backup();
        assertRestores(made.snapshot());
    }

    @Test
    void aRunAfterAPartialIsLikeAFreshOne() throws IOException {
        stopAfter(99_000);
        Snapshot resumed = machine.backup().snapshot();
        Machine fresh = new Machine(folder);
        fresh.select(List.of(fresh.files()), List.of());
        fresh.series(new Series("fresh"));
        Snapshot whole = fresh.backup().snapshot();
        assertThat(names(resumed)).isEqualTo(names(whole));
    }

    private List<String> names(Snapshot snapshot) throws IOException {
        List<String> names = new ArrayList<>();
        try (var vault = machine.open()) {
            var trees = vault.trees();
            var entry =
                    trees.find(trees.root(snapshot.root()), Machine.path(machine.files()))
                            .orElseThrow();
            List<Node.Directory> todo = new ArrayList<>(List.of((Node.Directory) entry.node()));
            while (!todo.isEmpty()) {
                trees.entries(
                        todo.removeLast().tree(),
                        each -> {
                            names.add(
                                    each.name()
                                            + " "
                                            + each.metadata()
                                            + (each.node()
                                                            instanceof
                                                            Node.RegularFile(long size, var content)
                                                    ? size + "/" + content.length()
                                                    : ""));
                            if (each.node() instanceof Node.Directory inner) {
                                todo.add(inner);
                            }
                        });
            }
        }
        machine.closeServers();
        return names;
    }

    @ParameterizedTest
    @Seeds(3)
    void aCutConnectionCostsOnlyWhatWasNotKept(long seed) throws IOException {
        Random random = new Random(seed);
        machine.checkpointAlways();
        for (int cut = 0; cut < 3; cut++) {
            long bytes = random.nextLong(LARGE + (1 << 20));
            machine.through(
                    random.nextInt(4) == 0
                            ? inner -> Wire.breakingAfterReceiving(bytes / 2_000, inner)
                            : inner -> Wire.breakingAfterSending(bytes, inner));
            try {
                machine.backup();
            } catch (IOException cutOff) {
                assertThat(cutOff).isNotNull();
            }
        }
        machine.through(UnaryOperator.identity());
        machine.checkpointNever();
        assertRestores(machine.backup().snapshot());
        assertThat(machine.backup().progress().readBytes()).isZero();
    }

    @Test
    void aLostConnectionIsTriedAgainAndGoesOnFromTheCheckpoint() throws IOException {
        List<Long> lengths = new ArrayList<>(List.of(9_000_000L, 6_000_000L));
        machine.checkpointAlways();
        machine.through(inner ->
                lengths.isEmpty()
                        ? inner
                        : Wire.breakingAfterSending(lengths.removeFirst(), inner));
        List<String> reasons = new ArrayList<>();
        Made made =
                machine.backup(
                        new Backup.Retries(
                                2, Duration.ofMinutes(10), (wait, why) -> reasons.add(why)));
        assertThat(reasons).hasSize(2);
        assertThat(made.progress().readBytes()).isLessThan(LARGE);
        assertRestores(made.snapshot());
    }

    @Test
    void anAnswerToTheCommitThatIsLostMakesNoSecondSnapshot() throws IOException {
        machine.backup();
        machine.write("a/z", "zz");
        List<Integer> tries = new ArrayList<>();
        machine.through(inner -> {
            tries.add(1);
            return tries.size() == 1
                    ? Wire.breakingAfterHearing("looking whether everything is there", inner)
                    : inner;
        });
        Made made =
                machine.backup(
                        new Backup.Retries(
                                1, Duration.ZERO, (wait, why) -> machine.closeServers()));
        machine.through(UnaryOperator.identity());
        assertThat(tries).hasSize(2);
        assertThat(made.heard().warnings()).isEmpty();
        assertThat(made.snapshot().sequence()).isEqualTo(2);
        assertThat(made.progress().changedEntries()).isPositive();
        assertRestores(made.snapshot());
        Made next = machine.backup();
        assertThat(next.heard().warnings()).isEmpty();
        assertThat(next.snapshot().sequence()).isEqualTo(3);
        assertThat(next.progress().readBytes()).isZero();
    }

    @Test
    void busyServerIsWaitedForAndThatIsNoAttempt() throws IOException {
        List<Duration> waits = new ArrayList<>();
        machine.through(inner ->
                waits.size() < 5
                        ? SentAway.with(Answer.Refused.busy("no slot is free", 30), inner)
                        : inner);
        Made made =
                machine.backup(
                        new Backup.Retries(
                                1,
                                Duration.ofMinutes(10),
                                (wait, why) -> {
                                    assertThat(why).isEqualTo("no slot is free");
                                    waits.add(wait);
                                    machine.closeServers();
                                }));
        assertThat(waits)
                .hasSize(5)
                .allMatch(wait -> wait.toSeconds() >= 30 && wait.toSeconds() < 60);
        assertRestores(made.snapshot());
    }

    @Test
    void serverThatIsBusyForHalfADayIsGivenUp() {
        List<Duration> waits = new ArrayList<>();
        machine.through(
                inner -> SentAway.with(Answer.Refused.busy("no slot is free", 3600), inner));
        assertThatThrownBy(() ->
                        machine.backup(
                                new Backup.Retries(
                                        1,
                                        Duration.ZERO,
                                        (wait, why) -> {
                                            waits.add(wait);
                                            machine.closeServers();
                                        })))
                .hasMessage("no slot is free");
        assertThat(waits).hasSizeBetween(7, 14);
    }
}
