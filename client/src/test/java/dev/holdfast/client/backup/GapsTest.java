package dev.holdfast.client.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Made;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing unread is called saved, and nothing that is unread ends a run. */
@Timeout(60)
class GapsTest {
    /** A regular file that says it has a page of content, and lets nobody read it. */
    private static final Path UNREADABLE = Path.of("/sys/bus/platform/drivers_probe");

    @TempDir Path folder;
    private Machine machine;

    @BeforeEach
    void begin() throws IOException {
        machine = new Machine(folder);
    }

    @Test
    void whatCannotBeReadIsNamedAndTheRestIsSaved() throws IOException {
        assumeTrue(Files.exists(UNREADABLE));
        machine.write("file", "content");
        machine.write("large", new byte[5 << 20]);
        machine.select(List.of(UNREADABLE, machine.files()), List.of()).checkpointAlways();
        Made made = machine.backup();
        assertThat(made.heard().unread()).singleElement().asString().contains("drivers_probe");
        assertThat(made.result().hasGaps()).isTrue();
        assertThat(made.snapshot().figures().unread()).isEqualTo(1);
        assertThat(machine.find(made.snapshot(), "file")).isPresent();
        machine.checkpointNever();
        assertThat(machine.backup().result().hasGaps()).isTrue();
    }
}
