package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.linux.ThisProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against rot and loss, on a server with one vault. */
class MaintenanceCommandsTest {
    private static final String CLIENT = "0123456789abcdef0123456789abcdef";

    @TempDir private Path folder;

    private Path config;
    private Path vault;
    private Path saved;

    /** A command of a server makes files that are its own alone; tests after this one do not. */
    private final int mask = ThisProcess.setMask(0022);

    @AfterEach
    void putBackTheMask() {
        ThisProcess.setMask(mask);
    }

    private record Ran(int status, String out, String err) {}

    private static Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Ran(status, out.toString(), err.toString());
    }

    private Ran server(String... arguments) {
        List<String> line = new ArrayList<>(List.of("server"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--config", config.toString()));
        return run(line.toArray(String[]::new));
    }

    private Ran client(String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of(command, "--vault", vault.toString()));
        line.addAll(
                List.of(
                        "--state",
                        folder.resolve("state").toString(),
                        "--cache",
                        folder.resolve("cache").toString(),
                        "--config",
                        folder.resolve("client").toString()));
        line.addAll(List.of(arguments));
        return run(line.toArray(String[]::new));
    }

    private void backUp() {
        Ran backup = client("backup", saved.toString());
        assertThat(backup.status()).as(backup.err()).isZero();
    }

    @BeforeEach
    void makeAServer() throws IOException {
        config = folder.resolve("server.toml");
        Path root = folder.resolve("root");
        vault = Files.createDirectories(root.resolve("vaults").resolve(CLIENT));
        Files.writeString(
                config,
                "root = \"%s\"\nuser = \"%s\"\n[reserve]\nstart = \"0 %%\"\nstop = \"0 %%\"\n"
                        .formatted(root, System.getProperty("user.name", "")));
        saved = Files.createDirectories(folder.resolve("saved"));
        for (int i = 0; i < 5; i++) {
            byte[] content = new byte[3_000];
            Arrays.fill(content, (byte) (i + 'a'));
            Files.write(saved.resolve("file" + i), content);
        }
        backUp();
    }

    /** The first record of the only data pack. */
    private void spoil() throws IOException {
        try (Stream<Path> files = Files.walk(vault.resolve("data"))) {
            Path pack = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(pack);
            bytes[4096 + 100] ^= 1;
            Files.write(pack, bytes);
        }
    }

    @Test
    void rotIsFoundNamedAndHealedByTheNextBackup() throws IOException {
        Ran sound = server("scrub", "--all");
        assertThat(sound.status()).as(sound.err()).isZero();
        assertThat(sound.out()).contains("2 packs read, the round is over: nothing new is damaged");
        spoil();
        Ran found = server("scrub", "--client", CLIENT, "--share", "1/1");
        assertThat(found.status()).isEqualTo(5);
        assertThat(found.out()).contains("1 damaged record");
        assertThat(found.err()).contains("snapshots 1 lack 1 objects", "forget-lost " + CLIENT);
        assertThat(server("status").err()).contains("snapshots 1 lack 1 objects");
        assertThat(client("check").status()).isEqualTo(5);
        backUp();
        assertThat(client("check").status()).isZero();
        assertThat(server("status").err()).doesNotContain("lack");
        assertThat(server("scrub", "--all").status()).isZero();
    }

    @Test
    void whatCannotBeHealedIsGivenUpOnDemand() throws IOException {
        spoil();
        for (int i = 0; i < 5; i++) {
            Files.writeString(saved.resolve("file" + i), "x".repeat(2_000) + i);
        }
        assertThat(server("scrub", "--all").status()).isEqualTo(5);
        backUp();
        Ran check = client("check");
        assertThat(check.status()).isEqualTo(5);
        assertThat(check.err())
                .contains(
                        "snapshot 1, " + saved.resolve("file0"),
                        "snapshot 1, " + saved.resolve("file4"));
        assertThat(server("status").status()).isEqualTo(1);
        assertThat(server("forget-lost", CLIENT).err()).contains("given up: 1 object,");
        Ran status = server("status");
        assertThat(status.status()).as(status.err()).isZero();
        assertThat(status.err()).contains("snapshots 1 are kept without what was given up");
        assertThat(server("expire", CLIENT, "--force", "1").out()).contains("expired snapshot 1");
    }

    @Test
    void maintenanceSaysWhatIsWrongOnceAndNotAgainTheSameDay() throws IOException {
        Ran quiet = server("maintain");
        assertThat(quiet.status()).as(quiet.err()).isZero();
        assertThat(quiet.out() + quiet.err()).isEmpty();
        spoil();
        assertThat(server("scrub", "--all").status()).isEqualTo(5);
        assertThat(server("maintain").err()).contains("snapshots 1 lack 1 objects");
        assertThat(server("maintain").err()).isEmpty();
        backUp();
        assertThat(server("maintain").err()).isEmpty();
    }

    @Test
    void statusIsToldToMachinesToo() throws IOException {
        Ran sound = server("status", "--nagios");
        assertThat(sound.status()).as(sound.err()).isZero();
        assertThat(sound.out()).startsWith("HOLDFAST OK - ").contains(" | free=");
        spoil();
        server("scrub", "--all");
        Ran json = server("status", "--json");
        assertThat(json.status()).isEqualTo(1);
        assertThat(json.out())
                .contains("\"client\":\"" + CLIENT + "\"", "\"lost\":1", "\"incomplete\":[1]")
                .contains("\"scrubbed-all\":\"20", "\"critical\":[\"" + CLIENT);
        assertThat(server("status", "--nagios").status()).isEqualTo(2);
        assertThat(server("status", "--nagios", "--json").status()).isEqualTo(2);
    }

    @Test
    void whatIsDistrustedIsSuspiciousAndSentAgain() throws IOException {
        assertThat(server("distrust", CLIENT, "--since", "yesterday").status()).isEqualTo(2);
        assertThat(server("distrust", CLIENT, "--since", "2999-01-01").status()).isEqualTo(2);
        Ran distrust = server("distrust", CLIENT, "--since", "2001-01-01T00:00Z");
        assertThat(distrust.status()).as(distrust.err()).isZero();
        assertThat(distrust.err()).contains(": 1 snapshot and 2 packs since ");
        Ran backup = client("backup", saved.toString());
        assertThat(backup.status()).as(backup.err()).isZero();
        assertThat(backup.err()).contains("WARNING: the server has no snapshot of this series");
        assertThat(client("check").status()).isZero();
        assertThat(server("list").out().lines()).hasSize(3);
    }

    @Test
    void scrubTakesAPartAndAClientThatExists() {
        assertThat(server("scrub", "--share", "2/1").status()).isEqualTo(2);
        assertThat(server("scrub", "--share", "0/1").status()).isEqualTo(2);
        assertThat(server("scrub", "--share", "much").status()).isEqualTo(2);
        assertThat(server("scrub", "--client", "nobody").status()).isEqualTo(1);
    }
}
