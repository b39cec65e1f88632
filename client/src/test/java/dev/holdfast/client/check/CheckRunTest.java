package dev.holdfast.client.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CheckRunTest {
    @TempDir Path folder;
    private Machine machine;
    private Snapshot snapshot;
    private final List<String> faults = new ArrayList<>();

    @BeforeEach
    void begin() throws IOException {
        machine = new Machine(folder);
        machine.write("a/large", random(3 << 20, 1));
        machine.write("b/c/small", random(900, 2));
        machine.write("d/last", random(100_000, 3));
        snapshot = machine.backup().snapshot();
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private CheckRun.Outcome check(int percent, Snapshot... snapshots) throws IOException {
        try (VaultConnection vault = machine.open()) {
            return new CheckRun(
                            vault,
                            CheckRun.percent(percent),
                            (at, path, reason) -> faults.add(path + ": " + reason))
                    .run(List.of(snapshots));
        } finally {
            machine.closeServers();
        }
    }

    private ObjectId chunk(String name) throws IOException {
        Content content = ((Node.RegularFile) machine.saved(snapshot, name).node()).content();
        return ((Extent.Slice) ((Content.Extents) content).extents().getFirst()).chunk();
    }

    @Test
    void aGoodVaultHasNoFaults() throws IOException {
        CheckRun.Outcome outcome = check(100, snapshot);
        assertThat(faults).isEmpty();
        assertThat(outcome.faults()).isZero();
        assertThat(outcome.bytes()).isEqualTo((3 << 20) + 900 + 100_000);
        assertThat(outcome.chunks()).isGreaterThan(3);
        assertThat(outcome.trees()).isGreaterThan(4);
    }

    @Test
    void whatSeveralSnapshotsShareIsReadOnce() throws IOException {
        Snapshot second = machine.backup().snapshot();
        assertThat(check(100, snapshot, second).bytes()).isEqualTo((3 << 20) + 900 + 100_000);
    }

    @Test
    void withoutDataOnlyTreesAreRead() throws IOException {
        CheckRun.Outcome outcome = check(0, snapshot);
        assertThat(outcome.chunks()).isZero();
        assertThat(outcome.trees()).isGreaterThan(4);
    }

    @Test
    void aDamagedChunkIsNamedWithItsFileAndTheOthersAreRead() throws IOException {
        ObjectId damaged = chunk("a/large");
        machine.damage(damaged);
        CheckRun.Outcome outcome = check(100, snapshot);
        assertThat(outcome.faults()).isEqualTo(1);
        assertThat(faults)
                .singleElement()
                .asString()
                .startsWith(Machine.path(machine.file("a/large")) + ": ")
                .contains(damaged.toString());
        assertThat(outcome.bytes()).isBetween(1L << 20, (long) (3 << 20) + 100_899);
    }

    @Test
    void aMissingTreeIsNamedWithItsDirectory() throws IOException {
        Node.Directory lost = (Node.Directory) machine.saved(snapshot, "b/c").node();
        machine.damage(Objects.requireNonNull(lost.tree()));
        CheckRun.Outcome outcome = check(100, snapshot);
        assertThat(outcome.faults()).isEqualTo(1);
        assertThat(faults)
                .singleElement()
                .asString()
                .startsWith(Machine.path(machine.file("b/c")) + ": ");
    }

    @Test
    void aMissingRootIsNamed() throws IOException {
        machine.damage(snapshot.root());
        assertThat(check(100, snapshot).faults()).isEqualTo(1);
    }
}
