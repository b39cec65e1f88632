package dev.holdfast.filesystem.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescentTest {
    private static final RawName NAME = RawName.of("d");
    private static final int DEEP = 2 * Descent.OPEN_MAX + 1;

    @TempDir Path folder;
    private Descent descent;

    @BeforeEach
    void open() throws IOException {
        Captured<SourceDirectory> top =
                SourceDirectory.open(Bytes.utf8(folder.toString()).toArray());
        descent = new Descent(((Captured.Found<SourceDirectory>) top).value());
    }

    @AfterEach
    void close() throws IOException {
        descent.close();
    }

    private static SourceDirectory found(Captured<SourceDirectory> captured) {
        return ((Captured.Found<SourceDirectory>) captured).value();
    }

    private SourceDirectory here() throws IOException {
        return found(descent.here());
    }

    private void goDown(int levels) throws IOException {
        Path at = folder;
        for (int i = 0; i < levels; i++) {
            at = Files.createDirectory(at.resolve("d"));
            FileStatus seen = ((Captured.Found<FileStatus>) here().status(NAME)).value();
            assertThat(descent.enter(NAME, seen)).isInstanceOf(Captured.Found.class);
        }
    }

    private void goUp(int levels) throws IOException {
        for (int i = 0; i < levels; i++) {
            descent.leave();
        }
    }

    private static long openDescriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }

    private static Object inode(Path path) throws IOException {
        return Files.getAttribute(path, "unix:ino");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, Descent.OPEN_MAX - 1, Descent.OPEN_MAX, Descent.OPEN_MAX + 1, DEEP})
    void wayBackUpLeadsThroughTheSameDirectories(int levels) throws IOException {
        goDown(levels);
        for (int left = levels; left > 0; left--) {
            Object inode = inode(folder.resolve("d/".repeat(left)));
            assertThat(here().status().inode()).isEqualTo(inode);
            descent.leave();
        }
        assertThat(here().status().inode()).isEqualTo(inode(folder));
    }

    @Test
    void onlySoManyDirectoriesAreOpenHoweverDeepTheWalkIs() throws IOException {
        long before = openDescriptors();
        goDown(DEEP);
        assertThat(openDescriptors() - before).isLessThanOrEqualTo(Descent.OPEN_MAX);
        goUp(Descent.OPEN_MAX);
        here();
        assertThat(openDescriptors() - before).isLessThanOrEqualTo(Descent.OPEN_MAX);
        descent.close();
        assertThat(openDescriptors()).isLessThan(before);
    }

    @Test
    void directoryThatWasMovedAwayMeanwhileCannotBeReadOn() throws IOException {
        goDown(DEEP);
        Files.move(folder.resolve("d/d"), folder.resolve("elsewhere"));
        goUp(Descent.OPEN_MAX);
        assertThat(descent.here()).isInstanceOf(Captured.Unreadable.class);
        goUp(DEEP - Descent.OPEN_MAX - 1);
        assertThat(here().status().inode()).isEqualTo(inode(folder.resolve("d")));
    }

    @Test
    void directoryInItsPlaceIsNotTakenForIt() throws IOException {
        goDown(DEEP);
        Files.move(folder.resolve("d/d"), folder.resolve("elsewhere"));
        Files.createDirectories(folder.resolve("d/".repeat(DEEP)));
        goUp(Descent.OPEN_MAX);
        assertThat(descent.here()).isInstanceOf(Captured.Unreadable.class);
    }

    @Test
    void directoryThatIsGoneLeavesTheWalkWhereItWas() throws IOException {
        Files.createDirectory(folder.resolve("d"));
        FileStatus seen = ((Captured.Found<FileStatus>) here().status(NAME)).value();
        Files.delete(folder.resolve("d"));
        assertThat(descent.enter(NAME, seen)).isInstanceOf(Captured.Vanished.class);
        assertThat(here().status().inode()).isEqualTo(inode(folder));
    }
}
