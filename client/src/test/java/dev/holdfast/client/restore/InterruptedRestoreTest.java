package dev.holdfast.client.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Restored;
import dev.holdfast.client.fixture.Picture;
import dev.holdfast.client.fixture.Wire;
import dev.holdfast.model.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A restore that was cut off goes on where it was. */
@Timeout(60)
class InterruptedRestoreTest {
    private static final int FILES = 60;
    private static final int LENGTH = 100_000;
    private static final int LARGE = 6 << 20;

    @TempDir Path folder;
    private Machine machine;
    private Path target;

    @BeforeEach
    void begin() throws IOException {
        machine = new Machine(folder);
        target = Files.createDirectory(folder.resolve("target"));
        Random random = new Random(1);
        for (int i = 0; i < FILES; i++) {
            machine.write("%d/%d".formatted(i % 7, i), random(random, LENGTH));
        }
        machine.write("large", random(random, LARGE));
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Bytes in files, all of which are whole. */
    private static long wholeBytes(Path top) throws IOException {
        long bytes = 0;
        try (Stream<Path> walk = Files.walk(top)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                long size = Files.size(file);
                assertThat(size).describedAs("%s", file).isIn((long) LENGTH, (long) LARGE);
                bytes += size;
            }
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 1 << 20, 4 << 20, 8 << 20})
    void onlyWhatIsMissingIsFetched(long cutAfter) throws IOException {
        Snapshot snapshot = machine.backup().snapshot();
        machine.through(inner -> Wire.breakingAfterReceiving(cutAfter, inner));
        assertThatThrownBy(() -> machine.restoreTo(target, snapshot))
                .isInstanceOf(IOException.class);
        long there = wholeBytes(target);
        machine.through(inner -> inner);
        Restored again = machine.restoreTo(target, snapshot);
        assertThat(again.failed()).isEmpty();
        assertThat(Picture.of(again.files())).isEqualTo(Picture.of(machine.files()));
        assertThat(again.progress().bytes()).isEqualTo(FILES * LENGTH + LARGE - there);
    }

    @Test
    void whatOneThatWasKilledLeftUnderATemporaryNameGoes() throws IOException {
        Snapshot snapshot = machine.backup().snapshot();
        Restored restored = machine.restoreTo(target, snapshot);
        Path left = restored.files().resolve(".holdfast-restore-17");
        Path leftBelow = restored.files().resolve("3/.holdfast-restore-1");
        Path own = restored.files().resolve("3/.holdfast-restore-notes");
        for (Path file : List.of(left, leftBelow, own)) {
            Files.writeString(file, "half");
        }
        machine.restoreTo(target, snapshot);
        assertThat(left).doesNotExist();
        assertThat(leftBelow).doesNotExist();
        assertThat(own).exists();
    }
}
