package dev.holdfast.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.ClientName;
import dev.holdfast.server.allowance.AdmissionPolicy;
import dev.holdfast.server.notice.NoticePolicy;
import dev.holdfast.server.retention.Period;
import dev.holdfast.server.retention.RetentionPolicy;
import dev.holdfast.server.retention.RetentionPolicy.Order;
import dev.holdfast.server.retention.RetentionPolicy.RollOff;
import dev.holdfast.server.slots.SessionPolicy;
import dev.holdfast.server.slots.SessionPolicy.StepTime;
import dev.holdfast.server.slots.Slots;
import dev.holdfast.server.space.Amount;
import dev.holdfast.server.space.ReservePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerPolicyTest {
    private static ServerPolicy parse(String toml) throws ConfigException {
        return ServerPolicy.ofServer(toml, "server.toml", ZoneOffset.UTC);
    }

    @Test
    void whatIsNotSaidIsStandard() throws IOException {
        assertThat(parse("root = \"/srv\"")).isEqualTo(ServerPolicy.standard(ZoneOffset.UTC));
    }

    @Test
    void everythingCanBeSaid() throws IOException {
        ServerPolicy policy =
                parse(
                        """
                        history-goal = "6 months"
                        [retention]
                        order = "levels"
                        minimum-age = 3
                        roll-off = "2 years"
                        time-zone = "Europe/Berlin"
                        [retention.levels]
                        day = 30
                        hour = 0
                        [reserve]
                        start = "3 %"
                        stop = "7.5 %"
                        limit = "2 TiB"
                        [admission]
                        burst = 6
                        every = "90 min"
                        growth = 3
                        floor = "512M"
                        share = "25 %"
                        quota = "1.5G"
                        """);
        assertThat(policy.retention())
                .isEqualTo(
                        new RetentionPolicy(
                                Order.Levels.STANDARD.with(Period.DAY, 30).with(Period.HOUR, 0),
                                3,
                                new RollOff.OlderThan(730),
                                ZoneId.of("Europe/Berlin")));
        assertThat(policy.reserve())
                .isEqualTo(
                        new ReservePolicy(
                                new Amount.Percent(3),
                                new Amount.Percent(7.5),
                                OptionalLong.of(2L << 40)));
        assertThat(policy.admission())
                .isEqualTo(
                        new AdmissionPolicy(
                                new AdmissionPolicy.Rhythm(6, Duration.ofMinutes(90)),
                                3,
                                512L << 20,
                                OptionalDouble.of(0.25),
                                OptionalLong.of(3L << 29)));
        assertThat(policy.historyGoal()).isEqualTo(Duration.ofDays(180));
    }

    @Test
    void whatAServerBearsCanBeSaid() throws IOException {
        ServerPolicy policy =
                parse(
                        """
                        [sessions]
                        of-each = 6
                        of-all = 200
                        idle = "90 min"
                        [steps]
                        deadline = "2 h"
                        deadline-together = "3 h"
                        """);
        assertThat(policy.sessions())
                .isEqualTo(
                        new SessionPolicy(
                                new Slots(6, 200),
                                Duration.ofMinutes(90),
                                new StepTime(Duration.ofHours(2), Duration.ofHours(3))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[retention]\\nordre = \"age\"                    | 2 | unknown key 'ordre'",
                "[retention]\\norder = \"newest\"                 | 2 | age, importance or levels",
                "[retention]\\nminimum-age = -1                   | 2 | minimum-age",
                "[retention]\\nminimum-age = 99999999999999       | 2 | minimum-age",
                "[retention]\\nminimum-age = \"7\"                | 2 | must be a number",
                "[retention]\\nroll-off = \"never\"               | 2 | span of time",
                "[retention]\\nroll-off = \"1 h\"                 | 2 | roll-off",
                "[retention]\\ntime-zone = \"Berlin\"             | 2 | time zone",
                "[retention.levels]\\nday = 3                     | 1 | only for order",
                "[retention]\\norder=\"levels\"\\n[retention.levels]\\nweeks = 3 | 4 | 'weeks'",
                "[retention]\\norder=\"levels\"\\n[retention.levels]\\nweek = -3 | 4 | week = -1",
                "[reserve]\\nstart = \"11 %\"                     | 2 | start must not be above",
                "[reserve]\\nstop = \"4 %\"                       | 2 | start must not be above",
                "[reserve]\\nstart = \"101 %\"                    | 2 | within 0 % and 100 %",
                "[reserve]\\nstart = \"5 zoll\"                   | 2 | a size such as",
                "[reserve]\\nlimit = \"0\"                        | 2 | above 0",
                "[reserve]\\nlimit = 5                            | 2 | text in quotes",
                "[admission]\\nshare = \"101 %\"                  | 2 | share",
                "[admission]\\nshare = \"0 %\"                    | 2 | share",
                "[admission]\\nshare = \"20\"                     | 2 | a share such as",
                "[admission]\\nburst = 0                          | 2 | burst",
                "[admission]\\nevery = \"0 s\"                    | 2 | every",
                "[admission]\\ngrowth = 0                         | 2 | growth",
                "[admission]\\nquota = \"0\"                      | 2 | quota",
                "history-goal = 6                                 | 1 | text in quotes",
                "[reports]\\noverdue = \"0 h\"                   | 2 | overdue",
                "[mail]\\nserver = \"sendmail\"                 | 2 | 'from'",
                "[mail]\\nfrom = \"a@b, c@d\"                   | 2 | not an address",
                "[mail]\\nfrom = \"a@b\"\\nuser = \"me\"         | 3 | password-file",
                "[mail]\\nerrors-to = [\"x@y\", 6]              | 2 | texts in quotes",
                "[mail]\\nfrom = \"a@b\"\\nserver = \"smtp:x\"   | 3 | smtps://",
                "[notify]\\nwebhook = \"file:///etc/passwd\"    | 2 | https://",
                "[metrics]\\nfile = \"relative\"                | 2 | absolute",
                "retention = 6                                    | 1 | must be a section",
                "[sessions]\\nof-each = 0                        | 2 | within 1 and 64: 0",
                "[sessions]\\nof-each = 65                       | 2 | within 1 and 64: 65",
                "[sessions]\\nof-all = 1001                      | 2 | within 1 and 1000: 1001",
                "[sessions]\\nof-all = \"9\"                      | 2 | must be a number",
                "[sessions]\\nidle = \"119 s\"                    | 2 | idle must be within 120 s",
                "[sessions]\\nidle = \"8 days\"                   | 2 | idle must be within 120 s",
                "[sessions]\\nslots = 4                          | 2 | unknown key 'slots'",
                "[steps]\\ndeadline = \"0 s\"                     | 2 | deadline must be within",
                "[steps]\\ndeadline-together = \"25 h\"           | 2 | deadline-together must be",
            })
    void whatIsWrongIsNamedWithItsLine(String toml, int line, String says) {
        assertThatThrownBy(() -> parse(toml.replace("\\n", "\n") + "\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("server.toml:" + line + ": ")
                .hasMessageContaining(says);
    }

    @Test
    void whoIsToldWhatIsSaidForAllAndForOne() throws IOException {
        ServerPolicy server =
                parse(
                        """
                        [reports]
                        overdue = "2 days"
                        except = ["old"]
                        [mail]
                        from = "backup@example.org"
                        server = "smtp://mail.example.org:587"
                        errors-to = "admin@example.org"
                        jobs-to = ["log@example.org", "all@example.org"]
                        """);
        NoticePolicy notices = server.notices();
        assertThat(notices.punctuality().within()).isEqualTo(Duration.ofDays(2));
        assertThat(notices.readers().digest()).isEqualTo(notices.readers().errors());
        assertThat(notices.readers().jobs()).hasSize(2);
        NoticePolicy client =
                ClientConfig.usual(server)
                        .forClient("[mail]\njobs-to = []\n[reports]\noverdue = \"off\"\n", "c.toml")
                        .policy()
                        .notices();
        assertThat(client.readers().jobs()).isEmpty();
        assertThat(client.readers().errors()).isEqualTo(notices.readers().errors());
        assertThat(client.carrier()).isEqualTo(notices.carrier());
        assertThat(client.punctuality().within()).isZero();
        assertThat(client.punctuality().except()).containsExactly("old");
        assertThatThrownBy(() ->
                        ClientConfig.usual(server)
                                .forClient("[mail]\nserver = \"sendmail\"\n", "c.toml"))
                .hasMessageContaining("unknown key 'server'");
    }

    @Test
    void aClientsFileChangesOnlyWhatItSays() throws IOException {
        ServerPolicy server = parse("[retention]\nminimum-age = 3\n[admission]\nburst = 9\n");
        ClientConfig usual = ClientConfig.usual(server);
        ServerPolicy client =
                usual.forClient("[admission]\ngrowth = 2\n", "clients/a.toml").policy();
        assertThat(client.retention().minimumAge()).isEqualTo(3);
        assertThat(client.admission().rhythm().burst()).isEqualTo(9);
        assertThat(client.admission().growth()).isEqualTo(2);
        assertThatThrownBy(() -> usual.forClient("[reserve]\n", "clients/a.toml"))
                .hasMessage(
                        "clients/a.toml:1: unknown key 'reserve' (known: group, history-goal,"
                                + " retention, admission, access, reports, mail, notify)");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7B, 7",
        "1K, 1024",
        "1kib, 1024",
        "1.5 GiB, 1610612736",
        "2 T, 2199023255552"
    })
    void sizesAreReadInPowersOf1024(String text, long bytes) {
        assertThat(Quantity.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"''", "G", "-1G", "1X", "1GB", "1 GiBs", "99999999P", "1e9"})
    void noSizeIsRefused(String text) {
        assertThatThrownBy(() -> Quantity.bytes(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWasLastUnderstoodStaysInForce(@TempDir Path folder) throws IOException {
        Path root = Files.createDirectory(folder.resolve("root"));
        Path file = folder.resolve("server.toml");
        String good = "root = \"%s\"\n[retention]\nminimum-age = 3\n".formatted(root);
        Files.writeString(file, good);
        assertThat(InForce.of(file, ZoneOffset.UTC).policy().retention().minimumAge()).isEqualTo(3);
        for (String bad : new String[] {"ordre = 3\n", "minimum-age = = 5\n"}) {
            Files.writeString(file, good + bad);
            InForce old = InForce.of(file, ZoneOffset.UTC);
            assertThat(old.config().root()).isEqualTo(root);
            assertThat(old.policy().retention().minimumAge()).isEqualTo(3);
            assertThat(old.complaints().getFirst()).startsWith(file + ":4: ");
        }
    }

    @Test
    void aClientsExceptionStaysInForceToo(@TempDir Path folder) throws IOException {
        Path root = Files.createDirectory(folder.resolve("root"));
        Path file = folder.resolve("server.toml");
        Path own = Files.createDirectory(folder.resolve("clients")).resolve("web.toml");
        Files.writeString(file, "root = \"%s\"\n".formatted(root));
        Files.writeString(own, "[admission]\nburst = 8\n");
        ClientName web = new ClientName("web");
        assertThat(burst(file, web)).isEqualTo(8);
        Files.writeString(own, "[admission]\nburst = 0\n");
        assertThat(burst(file, web)).isEqualTo(8);
        assertThat(burst(file, new ClientName("db"))).isEqualTo(4);
        Files.delete(own);
        assertThat(burst(file, web)).isEqualTo(4);
    }

    private static int burst(Path file, ClientName client) throws IOException {
        return InForce.of(file, ZoneOffset.UTC)
                .client(client)
                .policy()
                .admission()
                .rhythm()
                .burst();
    }

    @Test
    void withoutAnythingUnderstoodEverTheFileIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("server.toml");
        Files.writeString(file, "root = \"%s\"\nprot = 3\n".formatted(folder));
        assertThatThrownBy(() -> InForce.of(file, ZoneOffset.UTC))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(file + ":2: ");
    }

    @Test
    void whoOwnsAVaultInAFolderBringsWhatThereIsRoomForUnlessItSaysOtherwise() throws Exception {
        ServerPolicy silent = ServerPolicy.ofVault("", "policy.toml", ZoneOffset.UTC);
        assertThat(silent.admission()).isEqualTo(AdmissionPolicy.OWN);
        String text = "[admission]\nfloor = \"2 G\"\n";
        ServerPolicy strict = ServerPolicy.ofVault(text, "policy.toml", ZoneOffset.UTC);
        assertThat(strict.admission().floor()).isLessThan(AdmissionPolicy.OWN.floor());
    }
}
