package dev.holdfast.client.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Made;
import dev.holdfast.client.fixture.Picture;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BackupTest {
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

    private void assertRestores(Snapshot snapshot) throws IOException {
        Machine.Restored restored = machine.restore(snapshot);
        assertThat(restored.failed()).isEmpty();
        assertThat(Picture.of(restored.files())).isEqualTo(Picture.of(machine.files()));
    }

    private Node.Directory files(Snapshot snapshot) throws IOException {
        return (Node.Directory) machine.saved(snapshot, "").node();
    }

    private Content content(Snapshot snapshot, String name) throws IOException {
        return ((Node.RegularFile) machine.saved(snapshot, name).node()).content();
    }

    private void writeSome() throws IOException {
        machine.write("etc/hosts", "127.0.0.1");
        machine.write("etc/ssl/key", random(3_000, 1));
        machine.write("home/me/letter", random(9_000, 2));
        machine.write("home/me/empty", "");
        machine.write("var/log/large", random(3 << 20, 3));
        Files.createDirectory(machine.file("var/empty"));
        Files.createSymbolicLink(machine.file("etc/link"), Path.of("hosts"));
    }

    @Test
    void everythingComesBackAsItWas() throws IOException {
        writeSome();
        Made made = machine.backup();
        assertThat(made.heard().unread()).isEmpty();
        assertThat(made.heard().warnings()).isEmpty();
        assertRestores(made.snapshot());
    }

    @Test
    void whatIsUnchangedIsNeitherReadNorSent() throws IOException {
        writeSome();
        Made first = machine.backup();
        Made second = machine.backup();
        assertThat(second.progress().readBytes()).isZero();
        assertThat(second.progress().sentBytes()).isLessThan(8_000);
        assertThat(second.heard().saved()).doesNotContain("hosts", "letter", "large");
        assertThat(files(second.snapshot())).isEqualTo(files(first.snapshot()));
        assertThat(second.snapshot().figures().entries())
                .isEqualTo(first.snapshot().figures().entries());
        assertRestores(second.snapshot());
    }

    @Test
    void ofAChangeOnlyTheChangedIsRead() throws IOException {
        writeSome();
        machine.backup();
        machine.write("etc/hosts", random(5_000, 9));
        Made second = machine.backup();
        assertThat(second.progress().readBytes()).isEqualTo(5_000);
        assertThat(second.heard().saved()).containsExactly("hosts");
        assertRestores(second.snapshot());
    }

    @Test
    void aRenamedDirectoryIsNotReadAgain() throws IOException {
        writeSome();
        Made first = machine.backup();
        Files.move(machine.file("home/me"), machine.file("etc/you"));
        Made second = machine.backup();
        assertThat(second.progress().readBytes()).isZero();
        assertThat(((Node.Directory) machine.saved(second.snapshot(), "etc/you").node()).tree())
                .isEqualTo(
                        ((Node.Directory) machine.saved(first.snapshot(), "home/me").node())
                                .tree());
        assertRestores(second.snapshot());
    }

    @Test
    void aDirectoryThatTakesAnothersPlaceIsComparedWithItself() throws IOException {
        machine.write("a/one", random(2_000, 1));
        machine.write("b/two", random(2_000, 2));
        machine.backup();
        Files.move(machine.file("a"), machine.file("c"));
        Files.move(machine.file("b"), machine.file("a"));
        Files.move(machine.file("c"), machine.file("b"));
        Made second = machine.backup();
        assertThat(second.progress().readBytes()).isZero();
        assertRestores(second.snapshot());
    }

    @Test
    void aRenamedFileIsReadButItsContentIsNotSentAgain() throws IOException {
        machine.write("large", random(2 << 20, 3));
        machine.backup();
        Files.move(machine.file("large"), machine.file("renamed"));
        Made second = machine.backup();
        assertThat(second.progress().sentBytes()).isLessThan(10_000);
        assertRestores(second.snapshot());
    }

    @Test
    void aTouchedSmallFileKeepsItsSlice() throws IOException {
        machine.write("a", random(3_000, 1));
        machine.write("b", random(3_000, 2));
        Made first = machine.backup();
        Files.setLastModifiedTime(machine.file("b"), FileTime.fromMillis(1));
        Made second = machine.backup();
        assertThat(second.progress().readBytes()).isEqualTo(3_000);
        assertThat(content(second.snapshot(), "b")).isEqualTo(content(first.snapshot(), "b"));
        assertRestores(second.snapshot());
    }

    @Test
    void aFileBecomesADirectoryAndAFileAgain() throws IOException {
        machine.write("x", random(1_000, 1));
        machine.write("y", "after");
        machine.backup();
        Files.delete(machine.file("x"));
        machine.write("x/inner", random(1_000, 2));
        assertRestores(machine.backup().snapshot());
        Files.delete(machine.file("x/inner"));
        Files.delete(machine.file("x"));
        machine.write("x", random(1_000, 3));
        assertRestores(machine.backup().snapshot());
    }

    @ParameterizedTest
    @ValueSource(strings = {"d/a", "d/m", "d/z", "d/sub/x", "d/sub"})
    void whatWasRemovedIsGone(String name) throws IOException {
        for (String each : List.of("d/a", "d/m", "d/z", "d/sub/x", "e/other")) {
            machine.write(each, each);
        }
        machine.backup();
        if (name.equals("d/sub")) {
            Files.delete(machine.file("d/sub/x"));
        }
        Files.delete(machine.file(name));
        Made second = machine.backup();
        assertThat(machine.find(second.snapshot(), name)).isEmpty();
        assertRestores(second.snapshot());
    }

    @Test
    void theLastEntryOfALastDirectoryRemovedIsNoticedThoughTimesAreSetBack() throws IOException {
        machine.write("z/z", "gone soon");
        FileTime time = Files.getLastModifiedTime(machine.file("z"));
        machine.backup();
        Files.delete(machine.file("z/z"));
        Files.setLastModifiedTime(machine.file("z"), time);
        Made second = machine.backup();
        assertThat(machine.find(second.snapshot(), "z/z")).isEmpty();
    }

    @Test
    void hardLinksStayOneFile() throws IOException {
        machine.write("a/one", random(100_000, 1));
        Files.createLink(machine.file("a/two"), machine.file("a/one"));
        machine.write("b/x", "x");
        Files.createLink(machine.file("b/three"), machine.file("a/one"));
        Made first = machine.backup();
        assertThat(first.progress().readBytes()).isEqualTo(100_001);
        assertRestores(first.snapshot());
        Files.delete(machine.file("a/one"));
        assertRestores(machine.backup().snapshot());
        Files.delete(machine.file("b/three"));
        assertRestores(machine.backup().snapshot());
    }

    @Test
    void aHardLinkThatIsExchangedBetweenItsNamesIsReadAgain() throws IOException {
        machine.write("a", random(5_000, 1));
        Files.createLink(machine.file("c"), machine.file("a"));
        boolean[] done = {false};
        machine.atSaved(() -> {
            try {
                if (!done[0]) {
                    done[0] = true;
                    Files.write(machine.file("a"), random(6_000, 2));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Made made = machine.backup();
        assertThat(made.progress().readBytes()).isEqualTo(11_000);
        assertThat(content(made.snapshot(), "c").length()).isEqualTo(6_000);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                63,
                64,
                65,
                65_535,
                65_536,
                65_537,
                262_143,
                262_144,
                262_145,
                4_194_303,
                4_194_304,
                4_194_305,
                8_388_607,
                8_388_608,
                8_388_609,
                12_000_000
            })
    void filesOfAllSizesComeBack(int length) throws IOException {
        machine.write("before", random(700, 5));
        machine.write("file", random(length, length));
        machine.write("zeros", new byte[length]);
        Made made = machine.backup();
        assertThat(made.progress().readBytes()).isEqualTo(700 + 2L * length);
        assertRestores(made.snapshot());
    }

    @Test
    void holesStayHoles() throws IOException {
        Path sparse = machine.file("sparse");
        try (FileChannel file =
                FileChannel.open(sparse, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(random(5_000, 1)), 1 << 20);
            file.write(ByteBuffer.wrap(random(5_000_000, 2)), 30 << 20);
            file.write(ByteBuffer.wrap(new byte[1]), 50 << 20);
        }
        Made made = machine.backup();
        assertThat(made.progress().readBytes()).isLessThan(6 << 20);
        assertThat(content(made.snapshot(), "sparse"))
                .isInstanceOfSatisfying(
                        Content.Extents.class,
                        extents ->
                                assertThat(extents.extents())
                                        .hasAtLeastOneElementOfType(Extent.Hole.class));
        Machine.Restored restored = machine.restore(made.snapshot());
        assertThat(Picture.of(restored.files())).isEqualTo(Picture.of(machine.files()));
    }

    @Test
    void thousandsOfTinyFilesBetweenSmallOnesStayInOrder() throws IOException {
        machine.write("000", random(2_000, 1));
        for (int i = 0; i < 8_500; i++) {
            machine.write("m%05d".formatted(i), "tiny " + i);
        }
        machine.write("zzz", random(2_000, 2));
        Made made = machine.backup();
        Node.Directory directory = files(made.snapshot());
        List<String> saved = new ArrayList<>();
        try (VaultConnection vault = machine.open()) {
            vault.trees()
                    .entries(directory.tree(), entry -> saved.add(entry.name() + contentOf(entry)));
        }
        machine.closeServers();
        assertThat(saved).hasSize(8_502).startsWith("000").endsWith("zzz");
        assertThat(saved.subList(1, 8_501))
                .isSorted()
                .contains("m00000tiny 0", "m04711tiny 4711", "m08499tiny 8499");
        Made second = machine.backup();
        assertThat(second.progress().readBytes()).isZero();
        assertThat(files(second.snapshot())).isEqualTo(files(made.snapshot()));
    }

    private static String contentOf(Entry entry) {
        return entry.node() instanceof Node.RegularFile(long _, Content.Inline(var bytes))
                ? bytes.toString()
                : "";
    }

    @Test
    void whatVanishesMeanwhileIsCountedAndTheRestIsSaved() throws IOException {
        machine.write("a", "first");
        machine.write("b/inner", "gone");
        machine.write("c", "gone, too");
        machine.write("d", "stays");
        machine.atSaved(() -> {
            try {
                Files.deleteIfExists(machine.file("b/inner"));
                Files.deleteIfExists(machine.file("b"));
                Files.deleteIfExists(machine.file("c"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Made made = machine.backup();
        assertThat(made.progress().vanished()).isEqualTo(2);
        assertThat(made.heard().unread()).isEmpty();
        assertThat(machine.find(made.snapshot(), "b")).isEmpty();
        assertThat(machine.find(made.snapshot(), "c")).isEmpty();
        assertThat(machine.find(made.snapshot(), "d")).isPresent();
    }

    @Test
    void whatVanishedIsNotInTheNextSnapshotEither() throws IOException {
        machine.write("a", "first");
        machine.write("b/inner", "gone");
        machine.write("c", "gone, too");
        machine.backup();
        machine.write("a", "changed");
        machine.atSaved(() -> {
            try {
                Files.deleteIfExists(machine.file("b/inner"));
                Files.deleteIfExists(machine.file("b"));
                Files.deleteIfExists(machine.file("c"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Made second = machine.backup();
        assertThat(machine.find(second.snapshot(), "b")).isEmpty();
        assertThat(machine.find(second.snapshot(), "c")).isEmpty();
    }

    @Test
    void anotherSelectionMakesASnapshotOfOnlyThat() throws IOException {
        machine.write("a/one", random(900, 1));
        machine.write("b/two", random(900, 2));
        machine.select(List.of(machine.file("a")), List.of());
        Made first = machine.backup();
        assertThat(machine.find(first.snapshot(), "a/one")).isPresent();
        assertThat(machine.find(first.snapshot(), "b")).isEmpty();
        machine.select(List.of(machine.file("b")), List.of());
        Made second = machine.backup();
        assertThat(machine.find(second.snapshot(), "a")).isEmpty();
        assertThat(machine.find(second.snapshot(), "b/two")).isPresent();
        machine.select(List.of(machine.file("b/two")), List.of());
        Made third = machine.backup();
        Entry passage = machine.saved(third.snapshot(), "b");
        assertThat(((Node.Directory) passage.node()).coverage()).isEqualTo(Node.Coverage.PASSAGE);
        machine.select(List.of(machine.files()), List.of());
        assertRestores(machine.backup().snapshot());
    }

    @Test
    void aDirectoryThatIsLeftOutFromNowOnIsKeptEmpty() throws IOException {
        machine.write("keep/x", "x");
        machine.write("drop/y/z", "y");
        machine.write("end", "e");
        machine.backup();
        machine.select(List.of(machine.files()), List.of(machine.file("drop")));
        Made second = machine.backup();
        assertThat(((Node.Directory) machine.saved(second.snapshot(), "drop").node()).tree())
                .isNull();
        assertThat(machine.find(second.snapshot(), "end")).isPresent();
        Made third = machine.backup();
        assertThat(files(third.snapshot())).isEqualTo(files(second.snapshot()));
        machine.select(List.of(machine.files()), List.of());
        assertRestores(machine.backup().snapshot());
    }

    @Test
    void aVaultIsKeptEmptyEvenIfItWasSavedBefore() throws IOException {
        machine.write("v/data/x", "x");
        machine.write("v/meta/x", "x");
        machine.write("w", "w");
        Made first = machine.backup();
        assertThat(machine.find(first.snapshot(), "v/data/x")).isPresent();
        machine.write("v/vault.cbor", "");
        Made second = machine.backup();
        assertThat(machine.find(second.snapshot(), "v")).isPresent();
        assertThat(machine.find(second.snapshot(), "v/data")).isEmpty();
        assertThat(second.heard().leftOut()).singleElement().asString().contains("vault");
        assertThat(machine.find(second.snapshot(), "w")).isPresent();
    }

    @Test
    void aFileThatChangedJustBeforeTheLastRunIsReadAgain() throws IOException {
        machine.write("old", random(1_000, 1));
        machine.write("young", random(1_000, 2));
        FileTime changed = (FileTime) Files.getAttribute(machine.file("young"), "unix:ctime");
        machine.at(changed.toInstant().plusSeconds(2));
        machine.backup();
        machine.at(changed.toInstant().plusSeconds(60));
        Made second = machine.backup();
        assertThat(second.progress().readBytes()).isEqualTo(2_000);
        Made third = machine.backup();
        assertThat(third.progress().readBytes()).isZero();
        assertThat(files(third.snapshot())).isEqualTo(files(second.snapshot()));
    }

    @Test
    void whatChangesWhileItIsReadIsReadOnceMore() throws IOException {
        machine.write("log", random(200_000, 1));
        machine.checkpointAlways();
        int[] looks = {0};
        machine.atCheckpoint(() -> {
            try {
                if (machine.progress().readBytes() > 0 && looks[0]++ == 0) {
                    Files.write(
                            machine.file("log"), random(5, looks[0]), StandardOpenOption.APPEND);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Made made = machine.backup();
        assertThat(made.progress().readBytes()).isEqualTo(400_005);
        assertThat(made.progress().changing()).isZero();
        assertRestores(made.snapshot());
    }

    @Test
    void aFileThatIsCutWhileItIsReadIsSavedAsFarAsItGoes() throws IOException {
        machine.write("file", random(9_000_000, 1));
        machine.write("next", random(100, 2));
        machine.checkpointAlways();
        machine.atCheckpoint(() -> {
            if (machine.progress().readBytes() == 0) {
                return;
            }
            try (FileChannel file =
                    FileChannel.open(machine.file("file"), StandardOpenOption.WRITE)) {
                file.truncate(Math.max(1, file.size() / 2));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Made made = machine.backup();
        assertThat(made.progress().changing()).isEqualTo(1);
        machine.checkpointNever();
        Made second = machine.backup();
        assertRestores(second.snapshot());
    }

    @Test
    void aCheckpointWithinALargeFileDoesNotDisturbIt() throws IOException {
        machine.write("large", random(20 << 20, 1));
        Made made = machine.checkpointAlways().backup();
        assertThat(made.heard().checkpoints()).isGreaterThan(3);
        assertRestores(made.snapshot());
    }

    @Test
    void sharedChunksThatAreMostlyDeadAreEmptiedOverTheRuns() throws IOException {
        for (int i = 0; i < 400; i++) {
            machine.write("f%03d".formatted(i), random(20_000, i));
        }
        machine.backup();
        for (int i = 0; i < 400; i++) {
            if (i % 3 != 0) {
                Files.delete(machine.file("f%03d".formatted(i)));
            }
        }
        Snapshot last = machine.backup().snapshot(); // counts how little is alive
        long read = 0;
        for (int run = 0; run < 3; run++) {
            Made made = machine.backup();
            assertThat(made.progress().readBytes()).isBetween(20_000L, 134 * 20_000L * 3 / 100);
            read += made.progress().readBytes();
            last = made.snapshot();
        }
        assertThat(read).isGreaterThan(60_000);
        assertRestores(last);
    }
}
