package dev.holdfast.cli.rough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.endtoend.ClientHost;
import dev.holdfast.cli.endtoend.Program;
import dev.holdfast.cli.endtoend.ServerHost;
import dev.holdfast.platform.process.CommandResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A backup that is asked to end, ends soon and with a sentence; the next one goes on. */
class SignalTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(5);

    @TempDir private Path folder;
    private ClientHost client;
    private Path vault;
    private Path tree;

    @BeforeEach
    void makeATree() throws Exception {
        Program.assumeBuilt();
        client = ClientHost.in(folder.resolve("client"));
        vault = folder.resolve("vault");
        ChangingTree.Sizes sizes = new ChangingTree.Sizes(500, 12, 8 << 20);
        tree = ChangingTree.make(folder.resolve("tree"), new Random(1), sizes).folder();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void aSignalEndsABackupWithASentenceAndTheNextOneGoesOn(String signal, int status)
            throws Exception {
        try (Running backup = Running.start(client, arguments())) {
            waitUntilSomethingCame(backup, vault);
            backup.send(signal);
            assertThat(backup.endsWithin(SOON)).isTrue();
            Running.End end = backup.end();
            assertThat(end.status()).isEqualTo(status);
            assertThat(end.errors())
                    .isEqualTo(
                            "interrupted: what was saved so far is kept, run it again to go on\n");
            assertThat(end.output()).isEmpty();
        }
        CommandResult again = client.holdfast("backup", "--vault", vault.toString(), "" + tree);
        assertThat(again.exitCode()).isEqualTo(0);
        assertThat(again.output()).startsWith("snapshot 1 of series manual: ");
    }

    @Test
    void aSecondBackupAtOnceSaysSo() throws Exception {
        Path small = Files.writeString(folder.resolve("small"), "small");
        client.mustHoldfast(
                "backup", "--vault", "" + vault, "--recovery-code-file", "" + code(), "" + small);
        try (Running first = Running.start(client, "backup", "--vault", "" + vault, "" + tree)) {
            waitUntilSomethingCame(first, vault);
            first.send("STOP"); // or it might be done before the second has begun
            CommandResult second = client.holdfast("backup", "--vault", "" + vault, "" + tree);
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.errors())
                    .singleElement()
                    .asString()
                    .startsWith("holdfast: another backup of series manual is under way");
            first.send("CONT");
            assertThat(first.end().status()).isEqualTo(0);
        }
    }

    @Test
    void whatAServerTookBeforeItWasStoppedIsNotSentAgain() throws Exception {
        try (ServerHost server = ServerHost.start(folder.resolve("server"))) {
            client.configure("[retry]\nattempts = 0\n");
            client.join(server.invite("web1"));
            try (Running backup = Running.start(client, "backup", "--json", "" + tree)) {
                waitUntilSomethingCame(backup, server.root());
                server.processes().stop();
                Running.End end = backup.end();
                assertThat(end.status()).describedAs(end.errors()).isEqualTo(1);
                assertThat(end.errors()).startsWith("holdfast: ").doesNotContain("\tat ");
            }
            long taken = size(server.root());
            String again = client.mustHoldfast("backup", "--json", tree.toString());
            long sent = Long.parseLong(again.replaceAll("(?s).*\"sent\":(\\d+).*", "$1"));
            assertThat(sent).isLessThan((100L << 20) - taken / 2);
        }
    }

    private Path code() {
        return folder.resolve("code");
    }

    private String[] arguments() {
        return new String[] {
            "backup",
            "--vault",
            vault.toString(),
            "--recovery-code-file",
            code().toString(),
            tree.toString()
        };
    }

    private static void waitUntilSomethingCame(Running backup, Path store) throws Exception {
        long before = size(store);
        while (size(store) < before + (8 << 20) && !backup.endsWithin(LOOK)) {
            // Until enough has come.
        }
    }

    private static long size(Path store) throws Exception {
        return Long.parseLong(
                Files.exists(store)
                        ? Program.shell(
                                        "du -s --apparent-size -B1 '%s' 2>/dev/null | cut -f1"
                                                .formatted(store))
                                .strip()
                        : "0");
    }
}
