package dev.holdfast.client.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Restored;
import dev.holdfast.client.fixture.Picture;
import dev.holdfast.client.fixture.Wire;
import dev.holdfast.testkit.Seeds;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** Whatever happens to files between runs, each snapshot is what there was. */
@Timeout(60)
class RandomChangesTest {
    private static final int RUNS = 8;
    private static final int CHANGES_MAX = 12;
    private static final List<String> NAMES = List.of("a", "b", "b.", "c", "ca", "z");

    @TempDir Path folder;
    private Machine machine;
    private Random random;

    @ParameterizedTest
    @Seeds(10)
    void eachSnapshotIsWhatThereWas(long seed) throws IOException {
        machine = new Machine(folder);
        random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            int changes = random.nextInt(CHANGES_MAX);
            for (int i = 0; i < changes; i++) {
                change();
            }
            if (random.nextInt(3) == 0) {
                cutOff();
            }
            if (random.nextInt(5) == 0) {
                Files.deleteIfExists(machine.cacheFile());
            }
            if (random.nextInt(3) == 0) {
                machine.checkpointAlways();
            }
            Restored restored = machine.restore(machine.backup().snapshot());
            machine.checkpointNever();
            assertThat(restored.failed()).isEmpty();
            assertThat(Picture.of(restored.files()))
                    .as("run %d", run)
                    .isEqualTo(Picture.of(machine.files()));
        }
    }

    private void cutOff() {
        long bytes = random.nextLong(200_000);
        machine.checkpointAlways();
        machine.through(inner -> Wire.breakingAfterSending(bytes, inner));
        try {
            machine.backup();
        } catch (IOException cut) {
            assertThat(cut).isNotNull();
        }
        machine.through(UnaryOperator.identity());
        machine.checkpointNever();
    }

    private void change() throws IOException {
        Path path = path();
        try {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> Files.write(path, content());
                case 3, 4 -> Files.createDirectory(path);
                case 5 -> delete(path);
                case 6 -> Files.move(any(), path);
                case 7 -> Files.createLink(path, any());
                case 8 -> Files.createSymbolicLink(path, Path.of("to" + random.nextInt(100)));
                case 9 -> Files.setLastModifiedTime(any(), FileTime.fromMillis(random.nextInt()));
                case 10 ->
                        Files.setPosixFilePermissions(
                                any(), PosixFilePermissions.fromString("rwx---r-x"));
                default -> {
                    Path other = any();
                    delete(path);
                    Files.move(other, path);
                }
            }
        } catch (FileSystemException impossible) {
            // A name that is taken, a folder that is not there, a folder into itself.
        }
    }

    private byte[] content() {
        int[] lengths = {0, 10, 64, 65, 900, 40_000, 66_000, 400_000};
        byte[] bytes = new byte[lengths[random.nextInt(lengths.length)]];
        new Random(random.nextInt(5)).nextBytes(bytes);
        return bytes;
    }

    /** One that may or may not be there. */
    private Path path() {
        Path path = machine.files();
        int depth = 1 + random.nextInt(3);
        for (int i = 0; i < depth; i++) {
            path = path.resolve(NAMES.get(random.nextInt(NAMES.size())));
        }
        return path;
    }

    private Path any() throws IOException {
        try (Stream<Path> walk = Files.walk(machine.files())) {
            List<Path> paths = walk.sorted().toList();
            return paths.get(random.nextInt(paths.size()));
        }
    }

    private void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(path)) {
            walk.sorted(Comparator.reverseOrder()).forEach(paths::add);
        }
        for (Path each : paths) {
            Files.delete(each);
        }
    }
}
