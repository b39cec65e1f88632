package dev.holdfast.client.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.config.ClientConfig.Backup;
import dev.holdfast.client.config.ClientConfig.Retry;
import dev.holdfast.client.config.ClientConfig.Server;
import dev.holdfast.client.pace.UploadLimit;
import dev.holdfast.client.schedule.Schedule;
import dev.holdfast.platform.mail.MailServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientConfigTest {
    private static final Path FILE = Path.of("/etc/holdfast/client.toml");

    @TempDir private Path folder;

    @Test
    void everyKeyMayBeLeftOut() throws Exception {
        assertThat(ClientConfig.parse(FILE, "")).isEqualTo(ClientConfig.USUAL);
        assertThat(ClientConfig.parse(FILE, "[server]\n[backup]\n[retry]\n"))
                .isEqualTo(ClientConfig.USUAL);
    }

    @Test
    void theFileMayBeAbsent() throws Exception {
        assertThat(ClientConfig.load(folder.resolve("client.toml"))).isEqualTo(ClientConfig.USUAL);
    }

    @Test
    void everyKeyMayBeGiven() throws Exception {
        Path file = folder.resolve("client.toml");
        Files.writeString(
                file,
                """
                [server]
                address = "backup.example.org"
                port = 2222
                user = "keeper"
                ssh-options = ["ProxyJump=gate.example.org"]
                [backup]
                compression-level = 9
                checkpoint-seconds = 120
                exclude-caches = true
                exclude-nodump = false
                one-file-system = true
                schedule = "weekly"
                [steps]
                pre = ["sync"]
                post = ["date"]
                optional = ["sync"]
                deadline-minutes = 5
                [limit]
                upload = "2 M"
                hours = ["08:00-18:00 500 K"]
                [retry]
                attempts = 0
                minutes = 1
                """);
        assertThat(ClientConfig.load(file))
                .isEqualTo(
                        new ClientConfig(
                                new Server(
                                        Optional.of("backup.example.org"),
                                        OptionalInt.of(2222),
                                        Optional.of("keeper"),
                                        List.of("ProxyJump=gate.example.org")),
                                new Backup(
                                        9,
                                        Duration.ofMinutes(2),
                                        Set.of(Exclusion.CACHES, Exclusion.OTHER_FILE_SYSTEMS),
                                        Optional.of(Schedule.Every.WEEK)),
                                new Retry(0, Duration.ofMinutes(1)),
                                new StepSettings(
                                        List.of("sync"),
                                        List.of("date"),
                                        Set.of("sync"),
                                        Duration.ofMinutes(5)),
                                List.of(),
                                UploadLimit.parse("2 M", List.of("08:00-18:00 500 K")),
                                Notices.NONE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'[backup]\ncompresion-level = 3' | 2: unknown key 'backup.compresion-level';"
                        + " did you mean 'backup.compression-level'?",
                "'\n\n[servers]\naddress = \"x\"' | 3: unknown key 'servers'; did you mean"
                        + " 'server'?",
                "'[server]\naddres = \"x\"' | 2: unknown key 'server.addres';"
                        + " did you mean 'server.address'?",
                "'address = \"x\"' | 1: unknown key 'address'; known are backup.checkpoint-seconds,"
                        + " backup.compression-level, backup.exclude-caches,"
                        + " backup.exclude-nodump, backup.one-file-system, backup.schedule,"
                        + " job.NAME.command, job.NAME.exclude, job.NAME.exclude-caches,"
                        + " job.NAME.exclude-nodump, job.NAME.filter, job.NAME.one-file-system,"
                        + " job.NAME.optional, job.NAME.paths, job.NAME.post, job.NAME.pre,"
                        + " job.NAME.schedule, job.NAME.stdin, limit.hours, limit.upload,"
                        + " mail.ca-file, mail.errors-to, mail.from, mail.jobs-to,"
                        + " mail.password-file, mail.server, mail.user, notify.ping-failure,"
                        + " notify.ping-success, notify.webhook, retry.attempts,"
                        + " retry.minutes, server.address, server.port, server.ssh-options,"
                        + " server.user, steps.deadline-minutes, steps.optional, steps.post,"
                        + " steps.pre",
                "'server = 3' | 1: 'server' is a section: write [server]",
                "'[[server]]\nport = 3' | 1: 'server' is a section: write [server]",
            })
    void aKeyThatIsNotKnownIsNamedWithItsLineAndWhatWasMeant(String text, String error) {
        assertRefused(text, error);
    }

    @Test
    void whoIsToldOfRunsIsSaid() throws Exception {
        Notices notices =
                ClientConfig.parse(
                                FILE,
                                """
                                [mail]
                                server = "smtps://mail.example.org"
                                user = "me"
                                password-file = "/etc/holdfast/mail-password"
                                from = "me@example.org"
                                errors-to = ["a@example.org", "b@example.org"]
                                [notify]
                                ping-success = "https://example.org/ping"
                                """)
                        .notices();
        assertThat(notices.errorsTo()).hasSize(2);
        assertThat(notices.pingSuccess()).contains(URI.create("https://example.org/ping"));
        assertThat(notices.carrier().orElseThrow().server())
                .isEqualTo(
                        MailServer.parse(
                                "smtps://mail.example.org:465",
                                Optional.of(
                                        new MailServer.Login(
                                                "me", Path.of("/etc/holdfast/mail-password"))),
                                Optional.empty()));
        assertRefused(
                "[mail]\nerrors-to = [\"a@b c\"]", "2: not an address such as root@example.org");
        assertRefused("[mail]\nserver = \"sendmail\"", "2: mail needs 'mail.from', an address");
        assertRefused(
                "[notify]\nwebhook = \"file:///x\"",
                "2: not an address such as https://example.org/path");
    }

    @Test
    void aKeyInQuotesIsNotTakenForASectionAndItsKey() {
        assertThatThrownBy(() -> ClientConfig.parse(FILE, "\"server.port\" = 22"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(":1: unknown key");
    }

    @ParameterizedTest
    @CsvSource({
        "server.port,1,65535",
        "backup.compression-level,1,19",
        "backup.checkpoint-seconds,1,86400",
        "retry.attempts,0,100",
        "retry.minutes,0,1440",
    })
    void aNumberIsAcceptedUpToBothEndsOfItsRangeAndNotBeyond(String key, long min, long max)
            throws Exception {
        String section = key.substring(0, key.indexOf('.'));
        String name = key.substring(key.indexOf('.') + 1);
        String text = "[%s]\n%s = ".formatted(section, name);
        ClientConfig.parse(FILE, text + min);
        ClientConfig.parse(FILE, text + max);
        String error = "2: '%s' must be a number from %d to %d".formatted(key, min, max);
        assertRefused(text + (min - 1), error);
        assertRefused(text + (max + 1), error);
        assertRefused(text + Long.MAX_VALUE, error);
        assertRefused(text + "\"" + min + "\"", error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "\"\"", "\" \"", "[\"x\"]"})
    void aTextMustBeOneAndNotBlank(String value) {
        assertRefused(
                "[server]\naddress = " + value, "2: 'server.address' must be a text in quotes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "\"ProxyJump=gate\"", "[3]", "[[\"x\"]]"})
    void aListMustBeOneOfTexts(String value) {
        assertRefused(
                "[server]\nssh-options = " + value,
                "2: 'server.ssh-options' must be a list of texts in quotes");
    }

    @Test
    void anSshOptionThatHoldfastDecidesOnIsRefused() {
        assertRefused(
                "[server]\nssh-options = [\"StrictHostKeyChecking=no\"]",
                "2: holdfast itself decides on StrictHostKeyChecking: 'StrictHostKeyChecking=no'");
    }

    @Test
    void textThatIsNotTomlIsRefusedWithItsLine() {
        assertThatThrownBy(() -> ClientConfig.parse(FILE, "[server]\naddress = backup"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(FILE + ":2: ");
    }

    @Test
    void aFileThatIsNotTextIsRefused() throws Exception {
        Path file = folder.resolve("client.toml");
        Files.write(file, new byte[] {(byte) 0xff});
        assertThatThrownBy(() -> ClientConfig.load(file))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": not UTF-8 text");
    }

    private static void assertRefused(String text, String error) {
        assertThatThrownBy(() -> ClientConfig.parse(FILE, text))
                .isInstanceOf(ConfigException.class)
                .hasMessage(FILE + ":" + error);
    }
}
