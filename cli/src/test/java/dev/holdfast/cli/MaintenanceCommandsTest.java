package dev.holdfast.cli;

import static dev.holdfast.cli.OneVaultServer.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.OneVaultServer.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against rot and loss, on a server with one vault. */
class MaintenanceCommandsTest {
    @TempDir private Path folder;

    private OneVaultServer host;
    private Path saved;

    @BeforeEach
    void makeAServer() throws IOException {
        host = new OneVaultServer(folder);
        saved = Files.createDirectories(folder.resolve("saved"));
        for (int i = 0; i < 5; i++) {
            byte[] content = new byte[3_000];
            Arrays.fill(content, (byte) (i + 'a'));
            Files.write(saved.resolve("file" + i), content);
        }
        host.backUp(saved);
    }

    @AfterEach
    void end() {
        host.close();
    }

    /** The first record of the only data pack. */
    private void spoil() throws IOException {
        try (Stream<Path> files = Files.walk(host.vault().resolve("data"))) {
            Path pack = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(pack);
            bytes[4096 + 100] ^= 1;
            Files.write(pack, bytes);
        }
    }

    @Test
    void rotIsFoundNamedAndHealedByTheNextBackup() throws IOException {
        Ran sound = host.server("scrub", "--all");
        assertThat(sound.status()).as(sound.err()).isZero();
        assertThat(sound.out()).contains("2 packs read, the round is over: nothing new is damaged");
        spoil();
        Ran found = host.server("scrub", "--client", CLIENT, "--share", "1/1");
        assertThat(found.status()).isEqualTo(5);
        assertThat(found.out()).contains("1 damaged record");
        assertThat(found.err()).contains("snapshot 1 lacks 1 object:", "forget-lost " + CLIENT);
        assertThat(host.server("status").err()).contains("snapshot 1 lacks 1 object:");
        assertThat(host.client("check").status()).isEqualTo(5);
        host.backUp(saved);
        assertThat(host.client("check").status()).isZero();
        assertThat(host.server("status").err()).doesNotContain("lacks");
        assertThat(host.server("scrub", "--all").status()).isZero();
    }

    @Test
    void whatCannotBeHealedIsGivenUpOnDemand() throws IOException {
        spoil();
        for (int i = 0; i < 5; i++) {
            Files.writeString(saved.resolve("file" + i), "x".repeat(2_000) + i);
        }
        assertThat(host.server("scrub", "--all").status()).isEqualTo(5);
        host.backUp(saved);
        Ran check = host.client("check");
        assertThat(check.status()).isEqualTo(5);
        assertThat(check.err())
                .contains(
                        "snapshot 1, " + saved.resolve("file0"),
                        "snapshot 1, " + saved.resolve("file4"));
        assertThat(host.server("status").status()).isEqualTo(1);
        assertThat(host.server("forget-lost", CLIENT).err()).contains("given up: 1 object,");
        Ran status = host.server("status");
        assertThat(status.status()).as(status.err()).isZero();
        assertThat(status.err()).contains("snapshot 1 is kept without what was given up");
        assertThat(host.server("expire", CLIENT, "--force", "1").out())
                .contains("expired snapshot 1");
    }

    @Test
    void maintenanceSaysWhatIsWrongOnceAndNotAgainTheSameDay() throws IOException {
        Ran quiet = host.server("maintain");
        assertThat(quiet.status()).as(quiet.err()).isZero();
        assertThat(quiet.out() + quiet.err()).isEmpty();
        spoil();
        assertThat(host.server("scrub", "--all").status()).isEqualTo(5);
        assertThat(host.server("maintain").err()).contains("snapshot 1 lacks 1 object:");
        assertThat(host.server("maintain").err()).isEmpty();
        host.backUp(saved);
        assertThat(host.server("maintain").err()).isEmpty();
    }

    @Test
    void statusIsToldToMachinesToo() throws IOException {
        Ran sound = host.server("status", "--nagios");
        assertThat(sound.status()).as(sound.err()).isZero();
        assertThat(sound.out()).startsWith("HOLDFAST OK - ").contains(" | free=");
        spoil();
        host.server("scrub", "--all");
        Ran json = host.server("status", "--json");
        assertThat(json.status()).isEqualTo(1);
        assertThat(json.out())
                .contains("\"client\":\"" + CLIENT + "\"", "\"lost\":1", "\"incomplete\":[1]")
                .contains("\"scrubbed-all\":\"20", "\"critical\":[\"" + CLIENT);
        assertThat(host.server("status", "--nagios").status()).isEqualTo(2);
        assertThat(host.server("status", "--nagios", "--json").status()).isEqualTo(2);
    }

    @Test
    void whenNobodyCanLookMonitoringIsToldThatNothingIsKnown() throws IOException {
        host.configure(folder.resolve("elsewhere"), "0 %", "0 %");
        Ran unknown = host.server("status", "--nagios");
        assertThat(unknown.status()).isEqualTo(3);
        assertThat(unknown.out()).startsWith("HOLDFAST UNKNOWN - no server is set up here: ");
        assertThat(host.server("status").status()).isEqualTo(1);
    }

    @Test
    void whatIsDistrustedIsSuspiciousAndSentAgain() throws IOException {
        assertThat(host.server("distrust", CLIENT, "--since", "yesterday").status()).isEqualTo(2);
        assertThat(host.server("distrust", CLIENT, "--since", "2999-01-01").status()).isEqualTo(2);
        Ran distrust = host.server("distrust", CLIENT, "--since", "2001-01-01T00:00Z");
        assertThat(distrust.status()).as(distrust.err()).isZero();
        assertThat(distrust.err()).contains(": 1 snapshot and 2 packs since ");
        Ran backup = host.client("backup", saved.toString());
        assertThat(backup.status()).as(backup.err()).isZero();
        assertThat(backup.err()).contains("WARNING: the server has no snapshot of this series");
        assertThat(host.client("check").status()).isZero();
        assertThat(host.server("list").out().lines()).hasSize(3);
    }

    @Test
    void everyRunLeavesAReportOnTheClientWithNames() throws IOException {
        Files.createSymbolicLink(saved.resolve("evil\u001b[2J\nname"), Path.of("x"));
        Files.delete(saved.resolve("file0"));
        host.backUp(saved);
        assertThat(host.client("backup", "/no/such/path").status()).isNotZero();
        String text = host.client("report", "--last", "9").out();
        assertThat(text.lines().filter(line -> line.contains("manual"))).hasSize(2);
        assertThat(text).contains(" done after ", ": snapshot 2, the series' root 2", "1 deleted");
        String json = host.client("report", "--json").out();
        assertThat(json).contains("\"outcome\":\"done\"", "\"snapshot\":2", "\"new\":1");
        assertThat(host.client("report", "--last", "0").status()).isEqualTo(2);
        assertThat(host.client("status").out()).contains("manual", "done");
        assertThat(host.client("status", "--nagios").out()).startsWith("HOLDFAST OK - series man");
        assertThat(host.client("status", "--json").out()).contains("\"critical\":[]");
        assertThat(host.server("metrics").out())
                .contains("holdfast_client_snapshots{client=\"" + CLIENT + "\"} 2");
        assertThat(host.server("metrics", "--listen", "0.0.0.0:1").status()).isEqualTo(2);
        assertThat(host.server("report", "--html", folder.resolve("page").toString()).status())
                .isZero();
        assertThat(folder.resolve("page")).content().startsWith("<!DOCTYPE html>");
    }

    @Test
    void scrubTakesAPartAndAClientThatExists() {
        assertThat(host.server("scrub", "--share", "2/1").status()).isEqualTo(2);
        assertThat(host.server("scrub", "--share", "0/1").status()).isEqualTo(2);
        assertThat(host.server("scrub", "--share", "much").status()).isEqualTo(2);
        assertThat(host.server("scrub", "--client", "nobody").status()).isEqualTo(1);
    }
}
