package dev.holdfast.client.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Made;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that is seen at two places is saved at the one where it lies. */
class ViewsTest {
    private static final CommandResult.Limits LIMITS =
            new CommandResult.Limits(1 << 20, Duration.ofMinutes(1));

    @TempDir Path folder;
    private Machine machine;

    @BeforeEach
    void bind() throws IOException {
        assumeTrue(ThisProcess.user() == 0, "needs root");
        machine = new Machine(folder);
        machine.write("own/file", "content");
        Files.createDirectory(machine.file("again"));
        run("mount", "--bind", machine.file("own").toString(), machine.file("again").toString());
    }

    @AfterEach
    void unbind() throws IOException {
        run("umount", machine.file("again").toString());
    }

    private static void run(String... command) throws IOException {
        CommandResult result = CommandResult.of(Command.of(command), LIMITS);
        assertThat(result.exitCode()).as("%s", result.errors()).isZero();
    }

    private boolean isSaved(Made made, String name) throws IOException {
        return machine.find(made.snapshot(), name).isPresent();
    }

    @Test
    void secondViewIsLeftOutAndNamed() throws IOException {
        Made made = machine.backup();
        assertThat(isSaved(made, "own/file")).isTrue();
        assertThat(isSaved(made, "again")).isTrue();
        assertThat(isSaved(made, "again/file")).isFalse();
        assertThat(made.heard().leftOut())
                .singleElement()
                .asString()
                .contains("again: it is another view of " + machine.file("own").toRealPath());
        assertThat(made.heard().unread()).isEmpty();
    }

    /** As systemd does for a service that may only read there. */
    @Test
    void aDirectoryThatIsBoundOntoItselfIsSaved() throws IOException {
        String own = machine.file("own").toString();
        run("mount", "--bind", own, own);
        try {
            Made made = machine.backup();
            assertThat(isSaved(made, "own/file")).isTrue();
            assertThat(isSaved(made, "again/file")).isFalse();
            assertThat(made.heard().leftOut()).hasSize(1);
        } finally {
            run("umount", own);
        }
    }

    @Test
    void secondViewIsSavedIfTheFirstIsNotOrIfItWasAskedFor() throws IOException {
        machine.select(List.of(machine.files()), List.of(machine.file("own")));
        assertThat(isSaved(machine.backup(), "again/file")).isTrue();
        machine.select(List.of(machine.files(), machine.file("again")), List.of());
        assertThat(isSaved(machine.backup(), "again/file")).isTrue();
    }
}
