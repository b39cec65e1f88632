package dev.holdfast.filesystem.capture;

import static dev.holdfast.filesystem.capture.SourceDirectoryTest.found;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.filesystem.capture.SourceFile.Run;
import dev.holdfast.model.RawName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFileTest {
    private static final int BLOCK = 64 << 10;
    private static final RawName NAME = RawName.of("file");

    private final CaptureBuffers buffers = new CaptureBuffers();

    @TempDir Path place;

    @ParameterizedTest
    @CsvSource({
        "0, 10",
        "1, 10",
        "9, 10",
        "10, 10",
        "11, 10",
        "100, 1",
        "300000, 299999",
        "300000, 1000000",
        "3000000, 1048576"
    })
    void contentIsReadWhateverTheSizeOfTheBuffer(int size, int bufferSize) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        Files.write(place.resolve("file"), content);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (SourceFile file = open()) {
            ByteBuffer buffer = ByteBuffer.allocate(bufferSize);
            while (found(file.read(buffer.clear(), buffers)) instanceof Run.Data(int length)) {
                read.write(buffer.array(), 0, length);
            }
            assertThat(file.finish()).isInstanceOf(Captured.Found.class);
        }
        assertThat(read.toByteArray()).isEqualTo(content);
    }

    @Test
    void holesAndDataAreToldInTurn() throws IOException {
        makeSparse();
        try (SourceFile file = open()) {
            assertThat(runs(file, 4 * BLOCK))
                    .containsExactly(
                            new Run.Hole(BLOCK),
                            new Run.Data(BLOCK),
                            new Run.Hole(2L * BLOCK),
                            new Run.Data(BLOCK),
                            new Run.Hole(BLOCK + 5));
        }
    }

    @Test
    void readingGoesOnFromAnyPosition() throws IOException {
        makeSparse();
        try (SourceFile file = open()) {
            file.seek(BLOCK + 10);
            assertThat(file.position()).isEqualTo(BLOCK + 10);
            assertThat(runs(file, 4 * BLOCK))
                    .startsWith(new Run.Data(BLOCK - 10), new Run.Hole(2L * BLOCK));
            file.seek(3L * BLOCK);
            assertThat(runs(file, 2)).startsWith(new Run.Hole(BLOCK), new Run.Data(2));
            file.seek(Long.MAX_VALUE);
            assertThat(runs(file, 2)).isEmpty();
            assertThatIllegalArgumentException().isThrownBy(() -> file.seek(-1));
        }
    }

    /** A hole, a block, two blocks of hole, a block, and a hole to the end. */
    private void makeSparse() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(place.resolve("file").toFile(), "rw")) {
            file.seek(BLOCK);
            file.write(new byte[BLOCK]);
            file.seek(4L * BLOCK);
            file.write(new byte[BLOCK]);
            file.setLength(6L * BLOCK + 5);
        }
    }

    @Test
    void fileWithoutAnyDataIsOneHole() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(place.resolve("file").toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        try (SourceFile file = open()) {
            assertThat(runs(file, 10)).containsExactly(new Run.Hole(1L << 40));
        }
    }

    @Test
    void whatIsAppendedMeanwhileIsNotReadButNoticed() throws IOException {
        Files.writeString(place.resolve("file"), "12345");
        try (SourceFile file = open()) {
            Files.writeString(place.resolve("file"), "6789", StandardOpenOption.APPEND);
            assertThat(runs(file, 100)).containsExactly(new Run.Data(5));
            assertThat(file.finish()).isInstanceOf(Captured.Changed.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 5", "10, 0", "3000000, 70000", "3000000, 0"})
    void fileThatBecomesShorterEndsEarlyAndIsNoticed(int size, int shorter) throws IOException {
        Files.write(place.resolve("file"), new byte[size]);
        try (SourceFile file = open()) {
            try (RandomAccessFile same =
                    new RandomAccessFile(place.resolve("file").toFile(), "rw")) {
                same.setLength(shorter);
            }
            List<Run> runs = runs(file, size);
            assertThat(file.position()).isEqualTo(shorter);
            assertThat(runs).hasSize(shorter == 0 ? 0 : 1);
            assertThat(file.finish()).isInstanceOf(Captured.Changed.class);
        }
    }

    @Test
    void removedFileIsReadToItsEnd() throws IOException {
        Files.writeString(place.resolve("file"), "12345");
        try (SourceFile file = open()) {
            Files.delete(place.resolve("file"));
            assertThat(runs(file, 100)).containsExactly(new Run.Data(5));
        }
    }

    @Test
    void bufferIsFilledWhereItHasRoom() throws IOException {
        Files.writeString(place.resolve("file"), "12345");
        try (SourceFile file = open()) {
            ByteBuffer buffer = ByteBuffer.wrap("abcdefghi".getBytes(UTF_8)).position(2).limit(4);
            assertThat(found(file.read(buffer, buffers))).isEqualTo(new Run.Data(2));
            assertThat(buffer.limit()).isEqualTo(4);
            assertThat(buffer.array()).asString(UTF_8).isEqualTo("ab12efghi");
            assertThatIllegalArgumentException().isThrownBy(() -> file.read(buffer, buffers));
        }
    }

    @Test
    void fileThatCannotBeReadIsUnreadableWithAReason() throws IOException {
        Path device = Path.of("/sys/class/net/lo");
        Assumptions.assumeTrue(Files.exists(device.resolve("speed")));
        byte[] path = device.toString().getBytes(UTF_8);
        RawName speed = RawName.of("speed");
        try (SourceDirectory folder = found(SourceDirectory.open(path));
                SourceFile file = found(folder.openFile(speed, found(folder.status(speed))))) {
            assertThat(file.read(ByteBuffer.allocate(10), buffers))
                    .isEqualTo(
                            new Captured.Unreadable<>(
                                    "cannot read speed: invalid argument (EINVAL)"));
        }
    }

    private SourceFile open() throws IOException {
        byte[] path = place.toString().getBytes(UTF_8);
        try (SourceDirectory folder = found(SourceDirectory.open(path))) {
            return found(folder.openFile(NAME, found(folder.status(NAME))));
        }
    }

    /** All runs but the end. */
    private List<Run> runs(SourceFile file, int bufferSize) throws IOException {
        List<Run> runs = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.allocate(bufferSize);
        Run run = found(file.read(buffer.clear(), buffers));
        while (!(run instanceof Run.End)) {
            runs.add(run);
            run = found(file.read(buffer.clear(), buffers));
        }
        return runs;
    }
}
