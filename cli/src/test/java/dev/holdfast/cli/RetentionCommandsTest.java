package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.linux.ThisProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about room and history, on a server with one vault. */
class RetentionCommandsTest {
    private static final String CLIENT = "0123456789abcdef0123456789abcdef";

    @TempDir private Path folder;

    private Path config;

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

    @BeforeEach
    void backUpTwice() throws IOException {
        config = folder.resolve("server.toml");
        Path root = folder.resolve("root");
        Path vault = Files.createDirectories(root.resolve("vaults").resolve(CLIENT));
        String user = System.getProperty("user.name", "");
        Files.writeString(
                config,
                "root = \"%s\"\nuser = \"%s\"\n[reserve]\nstart = \"0 %%\"\nstop = \"0 %%\"\n"
                        .formatted(root, user));
        Path saved = Files.createDirectories(folder.resolve("saved"));
        for (int i = 0; i < 2; i++) {
            Files.writeString(saved.resolve("file" + i), "content " + i);
            Ran backup =
                    run(
                            "backup",
                            "--vault",
                            vault.toString(),
                            "--state",
                            folder.resolve("state").toString(),
                            "--cache",
                            folder.resolve("cache").toString(),
                            "--config",
                            folder.resolve("client").toString(),
                            saved.toString());
            assertThat(backup.status()).as(backup.err()).isZero();
        }
    }

    @Test
    void listShowsEachSnapshotAndWhyItIsKept() {
        Ran list = server("list");
        assertThat(list.status()).as(list.err()).isZero();
        assertThat(list.out().lines()).hasSize(3);
        assertThat(list.out()).contains("stays: newest of its series", "close to no target time");
        assertThat(server("list", CLIENT, "--json").out()).contains("\"exclusive\":");
    }

    @Test
    void whatIsHeldStaysUntilItIsReleased() {
        assertThat(server("hold", CLIENT, "1").status()).isZero();
        assertThat(server("expire", "--list").out()).contains("stays: held");
        assertThat(server("expire", CLIENT, "--force", "9").status()).isZero();
        assertThat(server("list").out().lines()).hasSize(3);
        assertThat(server("release", CLIENT, "1").err()).contains("is not held any more");
        Ran forced = server("expire", CLIENT, "--force", "9");
        assertThat(forced.status()).as(forced.err()).isZero();
        assertThat(forced.out()).contains("expired snapshot 1 of " + CLIENT);
        assertThat(server("list").out().lines()).hasSize(2);
    }

    @Test
    void withRoomNothingExpires() {
        Ran dry = server("expire", "--dry-run");
        assertThat(dry.status()).as(dry.err()).isZero();
        assertThat(dry.err()).contains("there is room enough");
    }

    @Test
    void statusSaysWhatThereIsAndFailsForAWrongConfiguration() throws IOException {
        Ran status = server("status");
        assertThat(status.status()).as(status.err()).isZero();
        assertThat(status.out()).contains(CLIENT);
        Files.writeString(config, Files.readString(config) + "ordre = 1\n");
        Ran wrong = server("status");
        assertThat(wrong.status()).isNotZero();
        assertThat(wrong.err()).contains(config + ":6: unknown key 'ordre'");
    }

    @Test
    void aWrongConfigurationIsToldBeforeThereIsAnyClient() throws IOException {
        Path root = Files.createDirectories(folder.resolve("empty"));
        Files.writeString(
                config,
                "root = \"%s\"\nuser = \"%s\"\n[reserve]\nstart = \"20 %%\"\nstop = \"10 %%\"\n"
                        .formatted(root, System.getProperty("user.name", "")));
        Ran status = server("status");
        assertThat(status.status()).isEqualTo(1);
        assertThat(status.err()).contains("server.toml:4: start must not be above stop");
    }

    @Test
    void allowTakesASizeAndDays() {
        assertThat(server("allow", CLIENT, "2G", "--for", "3").err()).contains("may bring 2.0 GiB");
        assertThat(server("allow", CLIENT, "much").status()).isEqualTo(2);
        assertThat(server("allow", "nobody", "1G").status()).isEqualTo(1);
    }

    @Test
    void simulateTellsHowFarBackOneCanGo() {
        Ran simulated =
                server(
                        "simulate",
                        "--clients",
                        "2",
                        "--size",
                        "10G",
                        "--change",
                        "5%",
                        "--disc",
                        "40G",
                        "--years",
                        "0.4");
        assertThat(simulated.status()).as(simulated.err()).isZero();
        assertThat(simulated.out()).contains("with this disc each client can go back about ");
        assertThat(server("simulate", "--years", "0.1").out()).contains("go back to its first");
        assertThat(server("simulate", "--years", "0.1", "--svg").out()).startsWith("<svg ");
    }
}
