package dev.holdfast.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup of the whole machine tells about it. */
class FactsTest {
    @TempDir Path folder;

    private ClientHost client;
    private String vault;

    @BeforeEach
    void begin() throws IOException {
        Program.assumeBuilt();
        client = ClientHost.in(folder.resolve("client"));
        vault = folder.resolve("vault").toString();
    }

    @Test
    void factsAreThoseOfTheNewestBackupOfTheWholeMachine() throws IOException {
        client.mustHoldfast("backup", "--vault", vault, "--filter", "- /*");
        client.mustHoldfast("backup", "--vault", vault, folder.resolve("client").toString());
        assertThat(client.mustHoldfast("facts", "--vault", vault).lines())
                .anyMatch(line -> line.endsWith("  boot-mode"))
                .anyMatch(line -> line.endsWith("  kernel"));
        assertThat(client.mustHoldfast("facts", "--vault", vault, "--json").lines())
                .anyMatch(line -> line.matches(".\"fact\":\"boot-mode\",\"bytes\":5.*"));
        assertThat(client.mustHoldfast("facts", "--vault", vault, "kernel"))
                .isEqualTo(Files.readString(Path.of("/proc/version")));
        CommandResult unknown = client.holdfast("facts", "--vault", vault, "no-such-fact");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.errors())
                .last()
                .isEqualTo(
                        "holdfast: snapshot 1 has no fact 'no-such-fact' (holdfast facts lists"
                                + " what it has)");
    }

    @Test
    void aVaultWithoutABackupOfTheWholeMachineHasNone() throws IOException {
        client.mustHoldfast("backup", "--vault", vault, folder.resolve("client").toString());
        CommandResult result = client.holdfast("facts", "--vault", vault);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors())
                .containsExactly(
                        "holdfast: there is no snapshot of series system yet (see holdfast list)");
        assertThat(client.mustHoldfast("facts", "--vault", vault, "--snapshot", "1")).isEmpty();
    }
}
