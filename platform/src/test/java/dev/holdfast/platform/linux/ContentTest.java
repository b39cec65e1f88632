package dev.holdfast.platform.linux;

import static dev.holdfast.platform.linux.Fixture.bytes;
import static dev.holdfast.platform.linux.Fixture.file;
import static dev.holdfast.platform.linux.Fixture.folder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTest {
    private static final int BLOCK = 64 << 10;

    @TempDir Path place;
    private Descriptor folder;
    private Descriptor file;

    @BeforeEach
    void open() throws IOException {
        folder = folder(place);
        file = file(folder, "file", "");
    }

    @AfterEach
    void close() throws IOException {
        file.close();
        folder.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 7, 8, 13, 14, 15, 1000})
    void whatIsWrittenThroughASmallBufferIsReadBack(int size) throws IOException {
        byte[] data = new byte[size];
        new Random(size).nextBytes(data);
        TransferBuffer buffer = new TransferBuffer(7);
        ByteBuffer source = ByteBuffer.wrap(data);
        buffer.write(file, 3, source);
        assertThat(source.hasRemaining()).isFalse();

        ByteBuffer target = ByteBuffer.allocate(size + 5);
        assertThat(buffer.read(file, 3, target)).isEqualTo(size);
        assertThat(target.flip()).isEqualTo(ByteBuffer.wrap(data));
    }

    @Test
    void bufferIsFilledFromItsPositionToItsLimit() throws IOException {
        new TransferBuffer().write(file, 0, ByteBuffer.wrap(bytes("0123456789")));
        ByteBuffer target = ByteBuffer.wrap(bytes("abcdefgh")).position(2).limit(5);
        assertThat(new TransferBuffer().read(file, 4, target)).isEqualTo(3);
        assertThat(new String(target.array(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("ab456fgh");
    }

    @Test
    void readingBeyondTheEndGivesNothing() throws IOException {
        assertThat(new TransferBuffer().read(file, 100, ByteBuffer.allocate(10))).isZero();
    }

    @Test
    void directBuffersNeedNoTransfer() throws IOException {
        ByteBuffer source = ByteBuffer.allocateDirect(10).put(bytes("0123456789")).flip();
        Content.write(file, 0, source.position(2));
        assertThat(source.hasRemaining()).isFalse();
        ByteBuffer target = ByteBuffer.allocateDirect(20);
        assertThat(Content.read(file, 1, target)).isEqualTo(7);
        assertThat(target.flip()).isEqualTo(ByteBuffer.wrap(bytes("3456789")));
    }

    @Test
    void heapBuffersAreRefusedWithoutTransfer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Content.read(file, 0, ByteBuffer.allocate(1)));
    }

    @Test
    void holesAndDataAreFound() throws IOException {
        new TransferBuffer().write(file, 2L * BLOCK, ByteBuffer.allocate(BLOCK));
        Content.truncate(file, 4L * BLOCK);
        assertThat(Content.nextData(file, 0)).isEqualTo(2L * BLOCK);
        assertThat(Content.nextHole(file, 2L * BLOCK)).isEqualTo(3L * BLOCK);
        assertThat(Content.nextData(file, 3L * BLOCK)).isEqualTo(-1);
        assertThat(Content.nextHole(file, 4L * BLOCK)).isEqualTo(-1);
    }

    @Test
    void punchedHoleFreesItsBlocksAndReadsAsZeros() throws IOException {
        byte[] ones = new byte[4 * BLOCK];
        java.util.Arrays.fill(ones, (byte) 1);
        new TransferBuffer().write(file, 0, ByteBuffer.wrap(ones));
        Content.sync(file);
        long before = Stat.of(file).blocks();
        Content.punchHole(file, BLOCK, 2L * BLOCK);
        assertThat(Stat.of(file).blocks()).isEqualTo(before - 2 * BLOCK / 512);
        assertThat(Stat.of(file).size()).isEqualTo(4L * BLOCK);
        assertThat(Content.nextHole(file, 0)).isEqualTo(BLOCK);
    }

    @Test
    void allocatedRangeHasItsRoomAndReadsAsZeros() throws IOException {
        Content.allocate(file, 0, BLOCK);
        assertThat(Stat.of(file).size()).isEqualTo(BLOCK);
        assertThat(Stat.of(file).blocks()).isGreaterThanOrEqualTo(BLOCK / 512);
    }

    @Test
    void zeroedRangeKeepsItsRoom() throws IOException {
        byte[] ones = new byte[BLOCK];
        java.util.Arrays.fill(ones, (byte) 1);
        new TransferBuffer().write(file, 0, ByteBuffer.wrap(ones));
        Content.zero(file, 0, BLOCK);
        ByteBuffer read = ByteBuffer.allocate(BLOCK);
        new TransferBuffer().read(file, 0, read);
        assertThat(read.flip()).isEqualTo(ByteBuffer.allocate(BLOCK));
        assertThat(Stat.of(file).blocks()).isGreaterThanOrEqualTo(BLOCK / 512);
    }

    @Test
    void adviceAndSyncingAreTaken() throws IOException {
        Content.advise(file, 0, 0, Content.Advice.SEQUENTIAL);
        Content.advise(file, 0, 0, Content.Advice.USE_ONCE);
        Content.syncData(file);
        Content.sync(folder);
        FileSystem.sync(folder);
    }

    @Test
    void lockHoldsOffOthersUntilTheFileIsClosed() throws IOException {
        try (Descriptor other = folder.open(bytes("file"), OpenMode.READ)) {
            assertThat(FileLock.tryLockShared(file)).isTrue();
            assertThat(FileLock.tryLockShared(other)).isTrue();
            assertThat(FileLock.tryLockExclusive(file)).isFalse();
            FileLock.unlock(other);
            FileLock.lockExclusive(file);
            assertThat(FileLock.tryLockShared(other)).isFalse();
            file.close();
            FileLock.lockShared(other);
        }
    }
}
