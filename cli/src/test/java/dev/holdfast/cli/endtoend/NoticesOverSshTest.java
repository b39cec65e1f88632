package dev.holdfast.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.platform.process.CommandResult;
import dev.holdfast.testkit.smtp.SmtpFixture;
import dev.holdfast.testkit.smtp.SmtpFixture.Mail;
import dev.holdfast.testkit.sshd.SshdFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Reports reach people: a server and a client behind a real sshd, with a real mail server. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(300)
class NoticesOverSshTest {
    @TempDir Path folder;

    private static String policy(int port, Path metrics) {
        return """
        [admission]
        burst = 1000
        [reserve]
        start = "0 %%"
        stop = "0 %%"
        [mail]
        server = "smtp://127.0.0.1:%d"
        from = "backup@example.org"
        errors-to = ["errors@example.org"]
        jobs-to = ["jobs@example.org"]
        [metrics]
        file = "%s"
        """
                .formatted(port, metrics);
    }

    private static List<String> subjects(SmtpFixture smtp) throws IOException {
        return smtp.mails().stream()
                .flatMap(mail -> mail.message().lines())
                .filter(line -> line.startsWith("Subject: "))
                .map(line -> line.substring(9))
                .toList();
    }

    private static long waiting(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("outbox"))) {
            return files.filter(each -> each.toString().endsWith(".mail")).count();
        }
    }

    @Test
    void aMailServerThatIsDownHurtsNobodyAndGetsAllLater() throws IOException {
        assumeTrue(SmtpFixture.isAvailable(), "aiosmtpd is not installed");
        int dead = SshdFixture.freePort();
        Path metrics = folder.resolve("metrics/holdfast.prom");
        Files.createDirectories(folder.resolve("metrics"));
        Path saved = Files.createDirectories(folder.resolve("saved"));
        Files.writeString(saved.resolve("secret-name"), "content");
        ServerHost.Setting setting =
                new ServerHost.Setting(Program.launcher(), policy(dead, metrics));
        try (ServerHost server = ServerHost.start(folder.resolve("server"), setting)) {
            ClientHost client = ClientHost.in(folder.resolve("client"));
            client.join(server.invite("web1"));
            client.mustHoldfast("backup", saved.toString());
            server.processes().await();
            assertThat(waiting(server.root())).isEqualTo(1);
            CommandResult report = server.server("report", "--json");
            assertThat(report.output())
                    .contains("\"client\":\"web1\"", "\"outcome\":\"done\"", "\"snapshot\":1")
                    .contains("\"after\":{\"free\":")
                    .doesNotContain("secret-name");
            assertThat(client.mustHoldfast("status")).contains("manual", "done");
            try (SmtpFixture smtp = SmtpFixture.start(folder.resolve("smtp"))) {
                Path config = server.folder().resolve("server.toml");
                String text = Files.readString(config);
                Files.writeString(config, text.replace(":" + dead, ":" + smtp.port()));
                assertThat(server.server("maintain").exitCode()).isZero();
                assertThat(waiting(server.root())).isZero();
                assertThat(subjects(smtp)).contains("[holdfast] web1: done, series manual");
                Mail mail = smtp.mails().getFirst();
                assertThat(mail.recipients()).containsExactly("jobs@example.org");
                assertThat(mail.message())
                        .contains("client:      web1", "outcome:     done", "snapshot:    1")
                        .doesNotContain("secret-name");
                assertThat(Files.readString(metrics))
                        .contains("holdfast_client_snapshots{client=\"web1\"} 1")
                        .contains("holdfast_run_outcome{client=\"web1\",outcome=\"done\"} 1");
                clientTellsWithNames(client, smtp);
            }
        }
    }

    @Test
    void whoeverIsRefusedAgainAndAgainIsToldOfOnce() throws IOException {
        assumeTrue(SmtpFixture.isAvailable(), "aiosmtpd is not installed");
        Files.createDirectories(folder.resolve("metrics"));
        Path metrics = folder.resolve("metrics/holdfast.prom");
        try (SmtpFixture smtp = SmtpFixture.start(folder.resolve("smtp"))) {
            ServerHost.Setting setting =
                    new ServerHost.Setting(Program.launcher(), policy(smtp.port(), metrics));
            try (ServerHost server = ServerHost.start(folder.resolve("server"), setting)) {
                ClientHost client = ClientHost.in(folder.resolve("client"));
                client.join(server.invite("web1"));
                Path rules = server.folder().resolve("clients/web1.toml");
                Files.createDirectories(server.folder().resolve("clients"));
                Files.writeString(rules, "[access]\ncomands = [\"backup\"]\n");
                CommandResult unknown = client.holdfast("list");
                assertThat(unknown.exitCode()).isEqualTo(4);
                assertThat(unknown.errors())
                        .containsExactly(
                                "holdfast: the server's configuration for web1 cannot be read, so"
                                        + " it may do nothing; the server's administrator knows");
                Files.writeString(rules, "[access]\ncommands = [\"backup\"]\n");
                for (int i = 0; i < 3; i++) {
                    assertThat(client.holdfast("list").exitCode()).isEqualTo(4);
                }
                server.processes().await();
                assertThat(server.server("log").output())
                        .contains(rules + ":2: unknown key 'comands'");
                assertThat(subjects(smtp)).containsOnly("[holdfast] 127.0.0.1: web1 was refused");
                assertThat(smtp.mails())
                        .extracting(Mail::message)
                        .filteredOn(message -> message.contains("web1 may not list"))
                        .hasSize(1);
                assertThat(smtp.mails())
                        .extracting(Mail::message)
                        .filteredOn(message -> message.contains("cannot be read"))
                        .hasSize(1);
            }
        }
    }

    private void clientTellsWithNames(ClientHost client, SmtpFixture smtp) throws IOException {
        client.configure(
                """
                [mail]
                server = "smtp://127.0.0.1:%d"
                from = "client@example.org"
                errors-to = ["names@example.org"]
                """
                        .formatted(smtp.port()));
        CommandResult gaps = client.holdfast("backup", "/sys/bus/platform/drivers_probe");
        assertThat(gaps.exitCode()).as(gaps.errors().toString()).isEqualTo(3);
        assertThat(smtp.mails())
                .filteredOn(mail -> mail.recipients().contains("names@example.org"))
                .singleElement()
                .extracting(Mail::message)
                .asString()
                .contains("GAPS, series manual", "not saved: /sys/bus/platform/drivers_probe");
    }
}
