package dev.holdfast.client.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.filter.Filter;
import dev.holdfast.client.selection.Choices;
import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Beside a walk through a directory on a disc of which nothing is in the page cache. */
@Timeout(120)
class ReadAheadTest {
    private static final CommandResult.Limits LIMITS =
            new CommandResult.Limits(1 << 20, Duration.ofMinutes(1));

    private static final int LENGTH = 100;

    @TempDir Path place;
    private Path disc;

    @BeforeEach
    void mount() throws IOException {
        Assumptions.assumeTrue(ThisProcess.user() == 0, "needs root");
        shell("truncate -s 100M image; mkfs.ext4 -q -N 10000 image; mkdir disc; mount image disc");
        disc = place.resolve("disc");
        Files.delete(disc.resolve("lost+found"));
    }

    @AfterEach
    void unmount() throws IOException {
        shell("umount disc");
    }

    private void shell(String script) throws IOException {
        Command command = Command.of("sh", "-euc", "cd '%s'\n%s".formatted(place, script));
        CommandResult result = CommandResult.of(command, LIMITS);
        assertThat(result.exitCode()).as("%s", result.errors()).isZero();
    }

    /** Files that only the disc has. */
    private List<FileStatus> files(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Files.write(disc.resolve("f%05d".formatted(i)), new byte[LENGTH]);
        }
        shell("umount disc; mount image disc");
        List<FileStatus> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(status(disc, "f%05d".formatted(i)));
        }
        return files;
    }

    private static FileStatus status(Path folder, String name) throws IOException {
        try (SourceDirectory directory = found(SourceDirectory.open(bytes(folder)))) {
            return found(directory.status(RawName.of(name)));
        }
    }

    private static byte[] bytes(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T found(Captured<T> captured) throws IOException {
        return captured.found().orElseThrow();
    }

    private ReadAhead ahead() throws IOException {
        RawPath path = RawPath.of(bytes(disc));
        Choices choices = new Choices(List.of(path), List.of(), Filter.NONE, Set.of());
        return ReadAhead.of(choices);
    }

    @Test
    void whatTheWalkComesToWasBrought() throws Exception {
        List<FileStatus> files = files(50);
        try (ReadAhead ahead = ahead()) {
            ahead.await();
            for (FileStatus file : files) {
                assertThat(ahead.pass(file)).isEqualTo(LENGTH);
            }
        }
    }

    @Test
    void aFileWithSeveralNamesIsBroughtForTheFirst() throws Exception {
        Files.write(disc.resolve("a"), new byte[LENGTH]);
        Files.createLink(disc.resolve("e"), disc.resolve("a"));
        List<FileStatus> files = files(50);
        FileStatus linked = status(disc, "a");
        try (ReadAhead ahead = ahead()) {
            ahead.await();
            assertThat(ahead.pass(linked)).isEqualTo(LENGTH);
            assertThat(ahead.pass(linked)).isZero();
            assertThat(ahead.pass(files.getFirst())).isEqualTo(LENGTH);
        }
    }

    @Test
    void itWaitsForTheWalkWhenItIsFarAheadAndGoesOnAsTheWalkDoes() throws Exception {
        List<FileStatus> files = files(5_000);
        try (ReadAhead ahead = ahead()) {
            while (!ahead.isFarAhead()) {
                Thread.onSpinWait();
            }
            for (FileStatus file : files.subList(0, ReadAhead.FILES_MAX)) {
                assertThat(ahead.isGoing()).isTrue();
                assertThat(ahead.pass(file)).isEqualTo(LENGTH);
            }
            files.subList(ReadAhead.FILES_MAX, files.size()).forEach(ahead::pass);
            ahead.await();
        }
    }

    @Test
    void itGivesUpWhenTheWalkComesToNothingOfIt() throws Exception {
        files(5_000);
        Files.write(place.resolve("elsewhere"), new byte[LENGTH]);
        FileStatus other = status(place, "elsewhere");
        try (ReadAhead ahead = ahead()) {
            while (ahead.isGoing()) {
                ahead.pass(other);
            }
        }
    }
}
