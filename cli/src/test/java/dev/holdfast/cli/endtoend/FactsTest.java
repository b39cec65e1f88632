package dev.holdfast.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    void aFileSystemIsMadeAnewByWhatTheFactsSayOfIt() throws IOException {
        String mkfs = "mkfs.ext4 -q -F -L old-disc -U 3e4d5a6b-1c2d-4e5f-8a9b-0c1d2e3f4a5b";
        try (LoopDisc old = LoopDisc.mount(folder.resolve("old"), "8M", mkfs)) {
            client.mustHoldfast("backup", "--vault", vault, "--filter", "- /*");
            String device = Program.shell("findmnt -no SOURCE '%s'".formatted(old.point())).strip();
            String fact =
                    fileSystem(
                            client.mustHoldfast("facts", "--vault", vault, "file-systems"), device);
            assertThat(fact).contains(" LABEL=\"old-disc\"", " TYPE=\"ext4\"");
            String anew =
                    "mkfs.ext4 -q -F -L %s -U %s"
                            .formatted(value(fact, "LABEL"), value(fact, "UUID"));
            try (LoopDisc disc = LoopDisc.mount(folder.resolve("anew"), "8M", anew)) {
                Path image = Path.of(disc.point() + ".img");
                assertThat(Program.shell("blkid -p -o export '%s'".formatted(image)).lines())
                        .contains("UUID=3e4d5a6b-1c2d-4e5f-8a9b-0c1d2e3f4a5b", "LABEL=old-disc");
            }
        }
    }

    private static String fileSystem(String fact, String device) {
        return fact.lines().filter(line -> line.startsWith(device + ":")).findFirst().orElseThrow();
    }

    private static String value(String line, String key) {
        Matcher matcher = Pattern.compile(" %s=\"([^\"]*)\"".formatted(key)).matcher(line);
        assertThat(matcher.find()).as(line).isTrue();
        return matcher.group(1);
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
