package dev.holdfast.cli;

import static dev.holdfast.cli.OneVaultServer.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.OneVaultServer.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about room and history, on a server with one vault. */
class RetentionCommandsTest {
    @TempDir private Path folder;

    private OneVaultServer host;

    @BeforeEach
    void backUpTwice() throws IOException {
        host = new OneVaultServer(folder);
        Path saved = Files.createDirectories(folder.resolve("saved"));
        for (int i = 0; i < 2; i++) {
            Files.writeString(saved.resolve("file" + i), "content " + i);
            host.backUp(saved);
        }
    }

    @AfterEach
    void end() {
        host.close();
    }

    @Test
    void listShowsEachSnapshotAndWhyItIsKept() {
        Ran list = host.server("list");
        assertThat(list.status()).as(list.err()).isZero();
        assertThat(list.out().lines()).hasSize(3);
        assertThat(list.out()).contains("stays: newest of its series", "close to no target time");
        assertThat(host.server("list", CLIENT, "--json").out()).contains("\"exclusive\":");
    }

    @Test
    void whatIsHeldStaysUntilItIsReleased() {
        assertThat(host.server("hold", CLIENT, "1").status()).isZero();
        assertThat(host.server("expire", "--list").out()).contains("stays: held");
        assertThat(host.server("expire", CLIENT, "--force", "9").status()).isZero();
        assertThat(host.server("list").out().lines()).hasSize(3);
        assertThat(host.server("release", CLIENT, "1").err()).contains("is not held any more");
        Ran forced = host.server("expire", CLIENT, "--force", "9");
        assertThat(forced.status()).as(forced.err()).isZero();
        assertThat(forced.out()).contains("expired snapshot 1 of " + CLIENT);
        assertThat(host.server("list").out().lines()).hasSize(2);
    }

    @Test
    void withRoomNothingExpires() {
        Ran dry = host.server("expire", "--dry-run");
        assertThat(dry.status()).as(dry.err()).isZero();
        assertThat(dry.err()).contains("there is room enough");
    }

    @Test
    void statusSaysWhatThereIsAndFailsForAWrongConfiguration() throws IOException {
        Ran status = host.server("status");
        assertThat(status.status()).as(status.err()).isZero();
        assertThat(status.out()).contains(CLIENT);
        Path config = host.config();
        Files.writeString(config, Files.readString(config) + "ordre = 1\n");
        Ran wrong = host.server("status");
        assertThat(wrong.status()).isNotZero();
        assertThat(wrong.err()).contains(config + ":6: unknown key 'ordre'");
    }

    @Test
    void aWrongConfigurationIsToldBeforeThereIsAnyClient() throws IOException {
        host.configure(Files.createDirectories(folder.resolve("empty")), "20 %", "10 %");
        Ran status = host.server("status");
        assertThat(status.status()).isEqualTo(1);
        assertThat(status.err()).contains("server.toml:4: start must not be above stop");
    }

    @Test
    void allowTakesASizeAndDays() {
        assertThat(host.server("allow", CLIENT, "2G", "--for", "3").err())
                .contains("may bring 2.0 GiB");
        assertThat(host.server("allow", CLIENT, "much").status()).isEqualTo(2);
        assertThat(host.server("allow", "nobody", "1G").status()).isEqualTo(1);
    }

    @Test
    void simulateTellsHowFarBackOneCanGo() {
        Ran simulated =
                host.server(
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
        assertThat(host.server("simulate", "--years", "0.1").out())
                .contains("go back to its first");
        assertThat(host.server("simulate", "--years", "0.1", "--svg").out()).startsWith("<svg ");
    }
}
