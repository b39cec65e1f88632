package dev.holdfast.client.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Made;
import dev.holdfast.client.fixture.Picture;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.Node;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the vault has lost is brought again as long as the machine has it. */
@Timeout(60)
class HealTest {
    @TempDir Path folder;
    private Machine machine;

    @BeforeEach
    void begin() throws IOException {
        machine = new Machine(folder);
        machine.write("a/small", random(3_000, 1));
        machine.write("a/other", random(4_000, 2));
        machine.write("b/large", random(3 << 20, 3));
        machine.write("b/c/tiny", "tiny");
        try (FileChannel file =
                FileChannel.open(
                        machine.file("b/sparse"),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE)) {
            for (int i = 1; i <= 100; i++) {
                file.write(ByteBuffer.wrap(random(4_096, i)), i * 65_536L);
            }
        }
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private Content content(Snapshot snapshot, String name) throws IOException {
        return ((Node.RegularFile) machine.saved(snapshot, name).node()).content();
    }

    private List<ObjectId> chunks(Snapshot snapshot, String name) throws IOException {
        List<ObjectId> chunks = new ArrayList<>();
        Content content = content(snapshot, name);
        try (VaultConnection vault = machine.open()) {
            vault.trees()
                    .extents(
                            content,
                            extent -> {
                                if (extent instanceof Extent.Slice slice) {
                                    chunks.add(slice.chunk());
                                }
                            });
        }
        machine.closeServers();
        return chunks;
    }

    private ObjectId tree(Snapshot snapshot, String name) throws IOException {
        return Objects.requireNonNull(
                ((Node.Directory) machine.saved(snapshot, name).node()).tree());
    }

    private void assertRestores(Snapshot snapshot) throws IOException {
        assertThat(Picture.of(machine.restore(snapshot).files()))
                .isEqualTo(Picture.of(machine.files()));
    }

    @Test
    void aSharedChunkIsMadeAgainFromItsFiles() throws IOException {
        Snapshot first = machine.backup().snapshot();
        machine.damage(chunks(first, "a/small").getFirst());
        Made second = machine.backup();
        assertThat(second.progress().readBytes()).isEqualTo(7_000);
        assertRestores(second.snapshot());
        assertRestores(first);
    }

    /** Otherwise the files would only be put together anew, with what is beside them now. */
    @Test
    void aSharedChunkIsMadeAgainThoughItsFilesAreNoLongerTogether() throws IOException {
        Snapshot first = machine.backup().snapshot();
        Map<String, String> then = Picture.of(machine.files());
        machine.write("a/between", random(2_000, 9));
        machine.write("a/aaa", random(2_500, 10));
        machine.damage(chunks(first, "a/small").getFirst());
        Made second = machine.backup();
        assertRestores(second.snapshot());
        assertThat(Picture.of(machine.restore(first).files())).isEqualTo(then);
        assertThat(machine.restore(first).failed()).isEmpty();
    }

    @Test
    void aSharedChunkOfWhichAFileHasChangedIsGivenUpAndNeverNamedAgain() throws IOException {
        Snapshot first = machine.backup().snapshot();
        machine.damage(chunks(first, "a/small").getFirst());
        machine.write("a/small", random(3_000, 8));
        assertRestores(machine.backup().snapshot());
        assertThat(machine.restore(first).failed()).isNotEmpty();
        Made third = machine.backup();
        assertThat(third.progress().readBytes()).isZero();
        assertThat(third.progress().sentBytes()).isLessThan(2_000);
        assertRestores(third.snapshot());
    }

    @Test
    void aTouchedFileDoesNotKeepASliceOfALostChunk() throws IOException {
        Snapshot first = machine.backup().snapshot();
        machine.damage(chunks(first, "a/small").getFirst());
        Files.setLastModifiedTime(machine.file("a/small"), FileTime.fromMillis(5));
        assertRestores(machine.backup().snapshot());
    }

    @Test
    void aChunkOfALargeFileIsSentAgain() throws IOException {
        Snapshot first = machine.backup().snapshot();
        machine.damage(chunks(first, "b/large").getLast());
        Made second = machine.backup();
        assertThat(second.progress().readBytes()).isEqualTo(3 << 20);
        assertRestores(first);
    }

    @Test
    void aChunkInAListIsSentAgainAndNoOtherListedFileIsRead() throws IOException {
        Files.copy(machine.file("b/sparse"), machine.file("b/zparse"));
        try (FileChannel file =
                FileChannel.open(machine.file("b/zparse"), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(random(100, 77)), 65_536L * 50 + 7);
        }
        Snapshot first = machine.backup().snapshot();
        List<ObjectId> other = chunks(first, "b/sparse");
        ObjectId own =
                chunks(first, "b/zparse").stream()
                        .filter(id -> !other.contains(id))
                        .findFirst()
                        .orElseThrow();
        machine.damage(own);
        Made second = machine.backup();
        assertThat(second.heard().saved()).contains("zparse").doesNotContain("sparse");
        assertRestores(first);
    }

    @Test
    void aListIsSentAgain() throws IOException {
        Snapshot first = machine.backup().snapshot();
        machine.damage(((Content.Listed) content(first, "b/sparse")).list());
        machine.backup();
        assertRestores(first);
    }

    @Test
    void aTreeIsSentAgain() throws IOException {
        Snapshot first = machine.backup().snapshot();
        machine.damage(tree(first, "b/c"));
        machine.damage(tree(first, ""));
        Made second = machine.backup();
        assertThat(second.progress().readBytes()).isZero();
        assertRestores(first);
        assertRestores(second.snapshot());
    }

    @Test
    void aTreeIsSentAgainEvenWithoutACache() throws IOException {
        Snapshot first = machine.backup().snapshot();
        machine.damage(tree(first, "b"));
        Files.delete(machine.cacheFile());
        Made second = machine.backup();
        assertRestores(first);
        assertRestores(second.snapshot());
        assertThat(machine.backup().progress().readBytes()).isZero();
    }

    @Test
    void theLastRootIsSentAgainFromTheCache() throws IOException {
        Snapshot first = machine.backup().snapshot();
        machine.damage(first.root());
        Made second = machine.backup();
        assertThat(second.heard().warnings()).anyMatch(each -> each.contains("is sent again"));
        assertThat(second.progress().readBytes()).isZero();
        assertRestores(second.snapshot());
        assertRestores(first);
    }

    @Test
    void withoutTheLastRootEverythingIsComparedWithNothing() throws IOException {
        Snapshot first = machine.backup().snapshot();
        machine.damage(first.root());
        Files.delete(machine.cacheFile());
        Made second = machine.backup();
        assertThat(second.heard().warnings()).isNotEmpty();
        assertRestores(second.snapshot());
    }

    @Test
    void whatIsLostBetweenTheQuestionAndTheCommitIsSentBeforeItSucceeds() throws IOException {
        Snapshot first = machine.backup().snapshot();
        List<ObjectId> chunks = chunks(first, "a/small");
        ObjectId tree = tree(first, "b/c");
        machine.write("b/new", random(1_000, 5));
        boolean[] done = {false};
        machine.atSaved(() -> {
            if (!done[0]) {
                done[0] = true;
                machine.damage(chunks.getFirst());
                machine.damage(tree);
            }
        });
        Made second = machine.backup();
        assertRestores(second.snapshot());
    }

    @Test
    void aCheckpointIsMadeThoughItsBaseIsDamaged() throws IOException {
        Snapshot first = machine.backup().snapshot();
        machine.damage(tree(first, ""));
        Files.writeString(machine.file("a/small"), "changed");
        Made second = machine.checkpointAlways().backup();
        assertRestores(second.snapshot());
    }
}
