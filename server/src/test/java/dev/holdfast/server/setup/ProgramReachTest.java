package dev.holdfast.server.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramReachTest {
    @TempDir Path folder;

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void aProgramThatEverybodyCanReadIsNoObstacle() throws IOException {
        assertThat(ProgramReach.obstacle(List.of(Path.of("/usr/bin/env")))).isEmpty();
    }

    @Test
    void aFileThatOthersCannotReadIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("holdfast"));
        mode(file, "rwx------");
        assertThat(ProgramReach.obstacle(List.of(file)))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains(file + " is closed"));
    }

    @Test
    void aFolderAboveThatOthersCannotEnterIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("holdfast"));
        mode(file, "rwxr-xr-x");
        mode(folder, "rwxr-xr--");
        assertThat(ProgramReach.obstacle(List.of(file)))
                .hasValueSatisfying(
                        sentence -> assertThat(sentence).contains(folder + " is closed"));
    }
}
