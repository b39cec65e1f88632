package dev.holdfast.client.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Made;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class ManyFilesTest {
    @TempDir Path folder;
    private Machine machine;

    @BeforeEach
    void begin() throws IOException {
        machine = new Machine(folder);
    }

    private void assertSecondRunReadsNothing(int count) throws IOException {
        Made first = machine.backup();
        assertThat(first.snapshot().figures().entries()).isGreaterThan(count);
        Made second = machine.backup();
        assertThat(second.progress().readBytes()).isZero();
        assertThat(second.progress().sentBytes()).isLessThan(10_000);
        assertThat(machine.saved(second.snapshot(), "").node())
                .isEqualTo(machine.saved(first.snapshot(), "").node());
        Files.delete(machine.cacheFile());
        assertThat(machine.backup().progress().readBytes()).isZero();
    }

    @Test
    void aDirectoryOfTwoHundredThousandTinyFilesIsReadOnce() throws IOException {
        int count = 200_000;
        byte[] content = new byte[100];
        for (int i = 0; i < count; i++) {
            content[i % 100]++;
            Files.write(machine.file("f%06d".formatted(i)), content);
        }
        assertSecondRunReadsNothing(count);
        Files.delete(machine.file("f100000"));
        Made third = machine.backup();
        assertThat(third.progress().readBytes()).isZero();
        assertThat(third.progress().sentBytes()).isLessThan(1 << 20);
        assertThat(machine.find(third.snapshot(), "f100000")).isEmpty();
        assertThat(machine.find(third.snapshot(), "f100001")).isPresent();
    }

    private void makeTree(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            if (i % 1_000 == 0) {
                Files.createDirectories(machine.file("d%02d/e%d".formatted(i / 10_000, i / 1_000)));
            }
            String name = "d%02d/e%d/f%d".formatted(i / 10_000, i / 1_000, i);
            Files.writeString(machine.file(name), "content of the file " + i + "x".repeat(i % 200));
        }
    }

    @Test
    void aTreeOfAHundredThousandFilesIsReadOnce() throws IOException {
        int count = 100_000;
        makeTree(count);
        assertSecondRunReadsNothing(count);
    }

    @Test
    void aRunForgetsTheUnchangedFilesThatItHasPassed() throws IOException {
        int count = 100_000;
        makeTree(count);
        machine.backup();
        Files.writeString(machine.file("a"), "before all others");
        Files.writeString(machine.file("z"), "after all others");
        List<Long> used = new ArrayList<>();
        machine.atSaved(() -> used.add(usedMemory())).backup();
        assertThat(used).hasSize(2);
        assertThat(used.getLast() - used.getFirst()).isLessThan(50L * count);
    }

    /** In bytes. */
    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
