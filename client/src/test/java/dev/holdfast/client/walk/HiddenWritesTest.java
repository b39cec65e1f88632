package dev.holdfast.client.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Made;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes that leave no trace in what the kernel tells of a file are saved by the next run. */
class HiddenWritesTest {
    private static final int LENGTH = 5_000;

    @TempDir Path folder;
    private Machine machine;

    @BeforeEach
    void begin() throws IOException {
        machine = new Machine(folder);
    }

    /** When the files that were just written are too young to be certain of them. */
    private static Instant justNow() {
        return Instant.now(); // the files' own clock
    }

    private Made backupLater() throws IOException {
        return machine.at(Instant.parse("2100-01-01T00:00:00Z")).backup();
    }

    @Test
    void fileThatChangedWhenTheLastRunBeganIsReadAgain() throws IOException {
        machine.write("z", new byte[LENGTH]);
        machine.at(justNow()).backup();
        Made second = backupLater();
        assertThat(second.progress().readBytes()).isEqualTo(LENGTH);
        assertThat(machine.backup().progress().readBytes()).isZero();
    }

    @Test
    void fileThatChangedWhenTheLastRunBeganIsReadAgainWithoutTheCache() throws IOException {
        machine.write("z", new byte[LENGTH]);
        machine.at(justNow()).backup();
        Files.delete(machine.cacheFile());
        assertThat(backupLater().progress().readBytes()).isEqualTo(LENGTH);
    }

    @Test
    void fileThatChangedWhenTheLastRunBeganIsReadAgainAfterARunThatStoppedBeforeIt()
            throws IOException {
        machine.write("z", new byte[LENGTH]);
        machine.at(justNow()).backup();
        machine.write("a", new byte[2 * LENGTH]);
        machine.checkpointAlways()
                .atCheckpoint(() -> {
                    if (machine.progress().readBytes() > 0) {
                        throw new IllegalStateException("stopped");
                    }
                });
        assertThatThrownBy(this::backupLater).hasMessage("stopped");
        machine.checkpointNever();
        Made resumed = machine.backup();
        assertThat(resumed.heard().saved()).contains("z").doesNotContain("a");
    }

    /** The kernel notes a store to a page only when the page was clean before. */
    @Test
    void storeToMappedMemoryAfterTheRunIsSavedByTheNext() throws IOException {
        Path file = machine.write("mapped", new byte[LENGTH]);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, LENGTH);
            memory.put(0, (byte) 1);
            backupLater();
            memory.put(0, (byte) 2);
            Made made = backupLater();
            Path restored = machine.restore(made.snapshot()).files().resolve("mapped");
            ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(restored));
            assertThat(content.get(0)).isEqualTo((byte) 2);
        }
    }
}
