package dev.holdfast.client.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Restored;
import dev.holdfast.client.fixture.Picture;
import dev.holdfast.client.fixture.Wire;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RestoreTest {
    @TempDir Path folder;
    private Machine machine;

    @BeforeEach
    void begin() throws IOException {
        machine = new Machine(folder);
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private ObjectId chunk(Snapshot snapshot, String name) throws IOException {
        Content content = ((Node.RegularFile) machine.saved(snapshot, name).node()).content();
        List<ObjectId> chunks = new ArrayList<>();
        try (VaultConnection vault = machine.open()) {
            vault.trees().extents(content, extent -> chunks.add(((Extent.Slice) extent).chunk()));
        }
        machine.closeServers();
        return chunks.getLast();
    }

    private static List<Path> leftovers(Path top) throws IOException {
        try (Stream<Path> walk = Files.walk(top)) {
            return walk.filter(path -> path.getFileName().toString().startsWith(".holdfast"))
                    .toList();
        }
    }

    @Test
    void directoriesHaveTheirTimesAndModesAfterWhatIsInThem() throws IOException {
        machine.write("a/b/c/file", "x");
        Files.setPosixFilePermissions(
                machine.file("a/b"), PosixFilePermissions.fromString("r-xr-x---"));
        for (String each : List.of("a/b/c", "a/b", "a", "")) {
            Files.setLastModifiedTime(machine.file(each), FileTime.fromMillis(each.length() + 1));
        }
        Restored restored = machine.restore(machine.backup().snapshot());
        assertThat(Picture.of(restored.files())).isEqualTo(Picture.of(machine.files()));
    }

    @Test
    void whatManySmallFilesShareComesOnce() throws IOException {
        int length = 160;
        int count = 6_000;
        for (int i = 0; i < count; i++) {
            machine.write("f%04d".formatted(i), random(length, i));
        }
        Snapshot snapshot = machine.backup().snapshot();
        List<Wire> wires = new ArrayList<>();
        machine.through(inner -> {
            Wire wire = Wire.counting(inner);
            wires.add(wire);
            return wire;
        });
        Restored restored = machine.restore(snapshot);
        assertThat(Picture.of(restored.files())).isEqualTo(Picture.of(machine.files()));
        assertThat(wires).hasSize(1);
        int trees = 240_000;
        int frames = 40_000;
        assertThat(wires.getFirst().bytes()).isLessThan(length * count + trees + frames);
    }

    @Test
    void onlyWhatIsWantedIsMadeAndTheWayToIt() throws IOException {
        machine.write("a/b/wanted", "1");
        machine.write("a/b/not", "2");
        machine.write("c/d/all", "3");
        machine.write("e", "4");
        Snapshot snapshot = machine.backup().snapshot();
        Restored restored =
                machine.restore(snapshot, machine.file("a/b/wanted"), machine.file("c/d"));
        assertThat(Picture.of(restored.files()).keySet())
                .containsExactly("", "a", "a/b", "a/b/wanted", "c", "c/d", "c/d/all");
    }

    @Test
    void whatExistsIsReplaced() throws IOException {
        machine.write("file", "right");
        machine.write("dir/in", "right");
        Files.createSymbolicLink(machine.file("link"), Path.of("right"));
        machine.write("was-file", "right");
        Snapshot snapshot = machine.backup().snapshot();
        Restored first = machine.restore(snapshot);
        Files.writeString(first.files().resolve("file"), "wrong");
        Files.delete(first.files().resolve("link"));
        Files.createSymbolicLink(first.files().resolve("link"), Path.of("wrong"));
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.delete(first.files().resolve("dir/in"));
        Files.delete(first.files().resolve("dir"));
        Files.createSymbolicLink(first.files().resolve("dir"), outside);
        Path target = folder.resolve(folder.relativize(first.files()).getName(0));
        Restored second = machine.restoreTo(target, snapshot);
        assertThat(second.failed()).isEmpty();
        assertThat(Picture.of(second.files())).isEqualTo(Picture.of(machine.files()));
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void namesOfAFileThatWasNotWantedAreNoObstacle() throws IOException {
        machine.write("a/one", "content");
        Files.createLink(machine.file("b"), machine.file("a/one"));
        Files.createLink(machine.file("c"), machine.file("a/one"));
        Snapshot snapshot = machine.backup().snapshot();
        Restored restored = machine.restore(snapshot, machine.file("b"), machine.file("c"));
        assertThat(restored.failed()).isEmpty();
        assertThat(Files.getAttribute(restored.files().resolve("b"), "unix:nlink")).isEqualTo(2);
        assertThat(restored.files().resolve("c")).hasContent("content");
    }

    @Test
    void moreFilesThanCanBeOpenAtOnceComeBack() throws IOException {
        for (int i = 0; i < 700; i++) {
            machine.write("d%d/f%d".formatted(i % 300, i), random(200, i));
        }
        Restored restored = machine.restore(machine.backup().snapshot());
        assertThat(Picture.of(restored.files())).isEqualTo(Picture.of(machine.files()));
    }

    @Test
    void aLostChunkCostsItsFilesOnly() throws IOException {
        machine.write("a/before", random(1_000, 1));
        machine.write("b/large", random(3 << 20, 2));
        machine.write("c/after", random(70_000, 3));
        Snapshot snapshot = machine.backup().snapshot();
        machine.damage(chunk(snapshot, "b/large"));
        Restored restored = machine.restore(snapshot);
        assertThat(restored.failed()).singleElement().asString().startsWith("large: ");
        assertThat(restored.progress().failed()).isEqualTo(1);
        assertThat(restored.files().resolve("a/before")).hasBinaryContent(random(1_000, 1));
        assertThat(restored.files().resolve("c/after")).hasBinaryContent(random(70_000, 3));
        assertThat(restored.files().resolve("b/large")).doesNotExist();
        assertThat(leftovers(restored.files())).isEmpty();
        assertThat(Files.getLastModifiedTime(restored.files().resolve("b")))
                .isEqualTo(Files.getLastModifiedTime(machine.file("b")));
    }

    @Test
    void aLostTreeCostsItsDirectoryOnly() throws IOException {
        machine.write("a/before", "a");
        machine.write("b/lost/in", "b");
        machine.write("b/near", "c");
        Snapshot snapshot = machine.backup().snapshot();
        Node.Directory lost = (Node.Directory) machine.saved(snapshot, "b/lost").node();
        machine.damage(Objects.requireNonNull(lost.tree()));
        Restored restored = machine.restore(snapshot);
        assertThat(restored.failed()).singleElement().asString().startsWith("lost: ");
        assertThat(restored.files().resolve("b/near")).hasContent("c");
        assertThat(restored.files().resolve("a/before")).hasContent("a");
    }
}
