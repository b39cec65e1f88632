package dev.holdfast.platform.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepFolderTest {
    private static final long USER = ThisProcess.user();

    @TempDir Path folder;

    private void executable(String name) throws IOException {
        allow(Files.writeString(folder.resolve(name), "#!/bin/sh\n"), "rwxr-xr-x");
    }

    private static void allow(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private List<String> names() throws IOException {
        return StepFolder.executables(folder, USER).stream()
                .map(path -> String.valueOf(path.getFileName()))
                .toList();
    }

    @Test
    void theSameAreFoundInTheSameOrderAsByRunParts() throws IOException {
        for (String name :
                List.of(
                        "20-b",
                        "10_a",
                        "1",
                        "Z",
                        "a",
                        "B",
                        "-x",
                        "a.sh",
                        "a~",
                        "b.dpkg-old",
                        ".x",
                        "ä")) {
            executable(name);
        }
        Files.writeString(folder.resolve("no-program"), "");
        Files.createDirectory(folder.resolve("inner"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("/bin/true"));
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));
        CommandResult judge =
                CommandResult.of(
                        dev.holdfast.platform.process.Command.of(
                                "run-parts", "--test", folder.toString()),
                        new CommandResult.Limits(10_000, Duration.ofMinutes(1)));
        List<String> expected =
                judge.output().lines().map(line -> Path.of(line).getFileName().toString()).toList();
        assertThat(names()).isEqualTo(expected).contains("10_a", "link").doesNotContain("a.sh");
    }

    @Test
    void aFolderThatIsNotThereHasNoSteps() throws IOException {
        assertThat(StepFolder.executables(folder.resolve("none"), USER)).isEmpty();
    }

    @Test
    void whatOthersMayWriteIsRefused() throws IOException {
        executable("step");
        allow(folder.resolve("step"), "rwxr-xrwx");
        assertThatThrownBy(this::names)
                .hasMessage(
                        "nothing of %1$s is run: others may write to %1$s: chmod go-w %1$s"
                                .formatted(folder.resolve("step")));
        allow(folder.resolve("step"), "rwxr-xr-x");
        assertThat(names()).containsExactly("step");
        allow(folder, "rwxrwxrwx");
        assertThatThrownBy(this::names).hasMessageContaining("others may write to " + folder);
    }

    @Test
    void aLinkIntoAFolderOfOthersIsRefused() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        allow(Files.writeString(open.resolve("program"), "#!/bin/sh\n"), "rwxr-xr-x");
        Files.createSymbolicLink(folder.resolve("step"), open.resolve("program"));
        assertThat(names()).containsExactly("step");
        allow(open, "rwxrwxrwx");
        assertThatThrownBy(this::names).hasMessageContaining("others may write to " + open);
    }
}
