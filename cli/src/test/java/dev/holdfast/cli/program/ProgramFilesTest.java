package dev.holdfast.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.linux.ThisProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramFilesTest {
    private static final long USER = ThisProcess.user();

    @TempDir Path folder;

    private Path java(Path at) throws IOException {
        Files.createDirectories(at.resolve("bin"));
        Files.createDirectories(at.resolve("lib"));
        return at;
    }

    @Test
    void aProgramOfTheSystemIsNobodyElses() throws IOException {
        Path java = Path.of(System.getProperty("java.home"));
        assertThat(new ProgramFiles(java.resolve("bin/java"), java).changeable(USER)).isEmpty();
    }

    @Test
    void aProgramBelowTheFolderOfTemporaryFilesDoesNotStay() throws IOException {
        Path launcher = Files.writeString(folder.resolve("holdfast"), "");
        assertThat(new ProgramFiles(launcher, java(folder)).changeable(USER))
                .hasValueSatisfying(way -> assertThat(way).startsWith("nothing stays in "));
    }
}
