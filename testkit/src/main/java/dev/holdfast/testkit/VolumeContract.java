package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.platform.durable.Transfer;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeFile;
import dev.holdfast.platform.durable.VolumeLock;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every volume does. */
public abstract class VolumeContract {
    private Volume volume;

    /** An empty volume. */
    protected abstract Volume empty() throws IOException;

    @BeforeEach
    void begin() throws IOException {
        volume = empty();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private void write(String name, Transfer transfer, byte[] bytes) throws IOException {
        try (VolumeFile file = volume.create(name, transfer)) {
            file.write(ByteBuffer.wrap(bytes), 0);
            file.sync();
        }
    }

    @Test
    void writtenBytesAreReadBackFromAnyPosition() throws IOException {
        byte[] bytes = random(10_000);
        write("a", Transfer.PLAIN, bytes);
        try (VolumeFile file = volume.open("a")) {
            assertThat(file.size()).isEqualTo(10_000);
            ByteBuffer part = ByteBuffer.allocate(100);
            assertThat(file.read(part, 9_950)).isEqualTo(50);
            assertThat(part.array()).startsWith(Arrays.copyOfRange(bytes, 9_950, 10_000));
            assertThat(file.read(ByteBuffer.allocate(1), 10_000)).isZero();
            assertThat(file.read(ByteBuffer.allocate(1), 1_000_000)).isZero();
        }
        assertThat(volume.readAll("a", 10_000)).isEqualTo(bytes);
    }

    @Test
    void largeTransfersAreWhole() throws IOException {
        byte[] bytes = random((2 << 20) + 4096 + 17);
        write("a", Transfer.PLAIN, bytes);
        assertThat(volume.readAll("a", bytes.length)).isEqualTo(bytes);
    }

    @Test
    void directFileTakesAlignedWritesOnly() throws IOException {
        byte[] bytes = random(3 * Volume.BLOCK_SIZE);
        try (VolumeFile file = volume.create("a", Transfer.DIRECT)) {
            file.write(ByteBuffer.wrap(bytes), 0);
            file.write(ByteBuffer.wrap(bytes), bytes.length);
            assertThatThrownBy(() -> file.write(ByteBuffer.wrap(bytes), 1))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> file.write(ByteBuffer.wrap(bytes, 0, 4095), 0))
                    .isInstanceOf(IllegalArgumentException.class);
            file.sync();
            assertThat(file.size()).isEqualTo(2L * bytes.length);
        }
        byte[] all = volume.readAll("a", 2 * bytes.length);
        assertThat(all).startsWith(bytes).endsWith(bytes);
    }

    @Test
    void nameIsCreatedOnce() throws IOException {
        write("a", Transfer.PLAIN, random(1));
        assertThatThrownBy(() -> volume.create("a", Transfer.PLAIN))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void whatIsMissingIsNotFound() {
        assertThatThrownBy(() -> volume.open("a")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> volume.map("a")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> volume.claim("a")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> volume.rename("a", "b")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> volume.create("no/a", Transfer.PLAIN))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void deletingAndListingWhatIsMissingIsNothing() throws IOException {
        volume.delete("a");
        assertThat(volume.list("no")).isEmpty();
        assertThat(volume.exists("a")).isFalse();
    }

    @Test
    void renameReplaces() throws IOException {
        write("a", Transfer.PLAIN, random(10));
        write("b", Transfer.PLAIN, random(20));
        volume.rename("a", "b");
        volume.syncDirectory("");
        assertThat(volume.list("")).containsExactly("b");
        assertThat(volume.readAll("b", 20)).isEqualTo(random(10));
    }

    @Test
    void replaceMakesAndReplacesAndLeavesNothingElse() throws IOException {
        volume.makeDirectory("d/e");
        volume.replace("d/e/f", random(5));
        assertThat(volume.readAll("d/e/f", 5)).isEqualTo(random(5));
        volume.replace("d/e/f", random(6));
        assertThat(volume.readAll("d/e/f", 6)).isEqualTo(random(6));
        assertThat(volume.list("d/e")).containsExactly("f");
    }

    @Test
    void replaceGoesOverWhatAnotherLeftBehind() throws IOException {
        write("f" + Volume.UNFINISHED, Transfer.PLAIN, random(9));
        volume.replace("f", random(5));
        assertThat(volume.list("")).containsExactly("f");
    }

    @Test
    void directoriesAreMadeWithThoseAbove() throws IOException {
        volume.makeDirectory("d/e");
        volume.makeDirectory("d/e");
        assertThat(volume.list("")).containsExactly("d");
        assertThat(volume.list("d")).containsExactly("e");
        assertThat(volume.exists("d/e")).isTrue();
    }

    @Test
    void fileBeingCreatedCannotBeClaimed() throws IOException {
        try (VolumeFile _ = volume.create("a", Transfer.DIRECT)) {
            assertThat(volume.claim("a")).isEmpty();
        }
        Optional<VolumeFile> claimed = volume.claim("a");
        assertThat(claimed).isPresent();
        assertThat(volume.claim("a")).isEmpty();
        claimed.orElseThrow().close();
        volume.claim("a").orElseThrow().close();
    }

    @Test
    void claimedFileCanBeChangedAndCut() throws IOException {
        write("a", Transfer.PLAIN, random(10));
        try (VolumeFile file = volume.claim("a").orElseThrow()) {
            file.truncate(4);
            file.write(ByteBuffer.wrap(new byte[] {1}), 5);
            file.sync();
        }
        byte[] bytes = volume.readAll("a", 10);
        assertThat(bytes).hasSize(6).startsWith(Arrays.copyOf(random(10), 4));
        assertThat(bytes[4]).isZero();
        assertThat(bytes[5]).isEqualTo((byte) 1);
    }

    @Test
    void punchedRangeReadsAsZerosAndTheRestStays() throws IOException {
        byte[] bytes = random(5 * Volume.BLOCK_SIZE);
        write("a", Transfer.PLAIN, bytes);
        try (VolumeFile file = volume.claim("a").orElseThrow()) {
            assumeTrue(file.punch(bytes.length, Volume.BLOCK_SIZE), "a file system with holes");
            assertThat(file.size()).isEqualTo(bytes.length);
            assertThat(file.punch(Volume.BLOCK_SIZE, 2L * Volume.BLOCK_SIZE)).isTrue();
            file.sync();
        }
        Arrays.fill(bytes, Volume.BLOCK_SIZE, 3 * Volume.BLOCK_SIZE, (byte) 0);
        assertThat(volume.readAll("a", bytes.length)).isEqualTo(bytes);
        volume.syncAll();
        assertThat(volume.readAll("a", bytes.length)).isEqualTo(bytes);
    }

    @Test
    void reservedFileIsAsLongAsWanted() throws IOException {
        try (VolumeFile file = volume.create("a", Transfer.PLAIN)) {
            file.reserve(100_000);
            assertThat(file.size()).isEqualTo(100_000);
        }
    }

    @Test
    void lockIsHeldByOne() throws IOException {
        try (VolumeLock _ = volume.lock("lock")) {
            assertThat(volume.tryLock("lock")).isEmpty();
        }
        volume.tryLock("lock").orElseThrow().close();
        volume.lock("lock").close();
    }

    @Test
    void lockIsWaitedFor() throws IOException, InterruptedException {
        VolumeLock held = volume.lock("lock");
        List<String> order = new CopyOnWriteArrayList<>();
        Thread waiting =
                Thread.ofPlatform()
                        .start(() -> {
                            try (VolumeLock _ = volume.lock("lock")) {
                                order.add("second");
                            } catch (IOException failed) {
                                order.add(failed.toString());
                            }
                        });
        order.add("first");
        held.close();
        waiting.join();
        assertThat(order).containsExactly("first", "second");
    }

    @Test
    void mappingOutlivesTheFile() throws IOException {
        byte[] bytes = random(70_000);
        write("a", Transfer.PLAIN, bytes);
        MemorySegment mapped = volume.map("a");
        volume.delete("a");
        assertThat(mapped.isReadOnly()).isTrue();
        assertThat(mapped.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
    }

    @Test
    void spaceIsTold() throws IOException {
        assertThat(volume.space().totalBytes()).isPositive();
        assertThat(volume.space().usableBytes()).isNotNegative();
    }
}
