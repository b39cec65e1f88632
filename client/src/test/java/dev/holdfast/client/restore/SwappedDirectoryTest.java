package dev.holdfast.client.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Restored;
import dev.holdfast.client.fixture.Picture;
import dev.holdfast.model.snapshot.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who may write in the target puts links in the way: nothing is made where they lead. */
@Timeout(60)
class SwappedDirectoryTest {
    /** More than are kept open. */
    private static final int DIRECTORIES = 300;

    @TempDir Path folder;
    private Machine machine;
    private Path target;
    private Path victim;
    private Snapshot snapshot;

    @BeforeEach
    void begin() throws IOException {
        machine = new Machine(folder);
        target = Files.createDirectory(folder.resolve("target"));
        victim = folder.resolve("victim");
        for (int i = 0; i < DIRECTORIES; i++) {
            machine.write("home/%03d/file".formatted(i), "content of a snapshot");
            Files.createDirectories(victim.resolve("%03d".formatted(i)));
        }
        Files.createLink(machine.file("home/299/zlink"), machine.file("home/000/file"));
        snapshot = machine.backup().snapshot();
    }

    /** The directories stay, with other attributes; the files are gone. */
    private Path restoredOnce() throws IOException {
        Path home = machine.restoreTo(target, snapshot).files().resolve("home");
        for (int i = 0; i < DIRECTORIES; i++) {
            Path directory = home.resolve("%03d".formatted(i));
            Files.delete(directory.resolve("file"));
            directory.toFile().setExecutable(false, false);
            directory.toFile().setExecutable(true, true);
        }
        Files.delete(home.resolve("299/zlink"));
        return home;
    }

    private static void swap(Path directory, Path link) {
        try {
            Files.move(directory, directory.resolveSibling("away"));
            Files.createSymbolicLink(directory, link);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void swapBack(Path directory) {
        try {
            Files.delete(directory);
            Files.move(directory.resolveSibling("away"), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aLinkThatComesInTheMiddleLeadsNowhere() throws IOException {
        Path home = restoredOnce();
        SortedMap<String, String> before = Picture.of(victim);
        AtomicInteger made = new AtomicInteger();
        machine.atRestored(path -> {
            if (made.incrementAndGet() == DIRECTORIES / 2) {
                swap(home, victim);
            }
        });
        Restored again = machine.restoreTo(target, snapshot);
        assertThat(made.get()).isGreaterThan(DIRECTORIES / 2);
        assertThat(Picture.of(victim)).isEqualTo(before);
        assertThat(again.failed()).allSatisfy(line -> assertThat(line).isNotBlank());
    }

    @Test
    void linksThatComeAndGoLeadNowhere() throws Exception {
        Path home = restoredOnce();
        SortedMap<String, String> before = Picture.of(victim);
        AtomicBoolean over = new AtomicBoolean();
        Thread attacker =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!over.get()) {
                                swap(home, victim);
                                swapBack(home);
                            }
                        });
        try {
            machine.restoreTo(target, snapshot);
        } finally {
            over.set(true);
            attacker.join();
        }
        assertThat(Picture.of(victim)).isEqualTo(before);
        machine.restoring(RestoreRequest.Rules.USUAL);
        Restored calm = machine.restoreTo(target, snapshot);
        assertThat(calm.failed()).isEmpty();
        assertThat(Picture.of(calm.files())).isEqualTo(Picture.of(machine.files()));
    }
}
