package dev.holdfast.cli.rough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.endtoend.ClientHost;
import dev.holdfast.cli.endtoend.Program;
import dev.holdfast.cli.endtoend.ServerHost;
import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server allows its clients, over a real sshd, from several addresses, at set times. */
class ClientRulesTest {
    private static final String LIFTS = "on the server, this lifts it: holdfast ";
    private static final int REFUSED = 4;

    @TempDir private static Path folder;
    private static ServerHost server;

    /** Of some day to come, in UTC. */
    @BeforeAll
    static void startAtNoon() throws IOException {
        ShiftedProgram program = ShiftedProgram.in(folder.resolve("program"));
        String ahead = "expr $(date -u -d 'tomorrow 12:00' +%s) - $(date +%s)";
        program.setAhead(Duration.ofSeconds(Long.parseLong(Program.shell(ahead).strip())));
        String policy = "[admission]\nburst = 1000\n[reserve]\nstart = \"0 %\"\nstop = \"0 %\"\n";
        server =
                ServerHost.start(
                        folder.resolve("server"),
                        new ServerHost.Setting(program.launcher(), policy));
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private static ClientHost client(String name, String address) throws IOException {
        return client(name, address, name);
    }

    private static ClientHost client(String name, String address, String own) throws IOException {
        ClientHost client = ClientHost.in(folder.resolve(own));
        client.configure("[server]\nssh-options = [\"BindAddress=%s\"]\n".formatted(address));
        client.join(server.invite(name));
        Files.writeString(client.folder().resolve("file"), "content");
        return client;
    }

    private static CommandResult backUp(ClientHost client) throws IOException {
        return client.holdfast("backup", client.folder().resolve("file").toString());
    }

    private static void rules(String name, String toml) throws IOException {
        Path file = server.folder().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, toml);
    }

    /** As the client is told to have it done. */
    private static void lift(CommandResult refused) throws IOException {
        String command = refused.errors().getLast().substring(LIFTS.length());
        List<String> words = List.of(command.split(" ", -1));
        CommandResult done =
                server.server(words.get(1), words.subList(2, words.size()).toArray(String[]::new));
        assertThat(done.exitCode()).as("%s", done).isZero();
    }

    private static void assertRefused(CommandResult result, String sentence) {
        assertThat(result.exitCode()).as("%s", result).isEqualTo(REFUSED);
        assertThat(result.errors()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(result.errors().get(result.errors().size() - 2))
                .isEqualTo("holdfast: " + sentence);
        assertThat(result.errors().getLast()).startsWith(LIFTS);
    }

    @Test
    void eachClientComesFromWhereItsRulesOrItsGroupsSay() throws IOException {
        ClientHost web1 = client("web1", "127.0.0.2");
        ClientHost web2 = client("web2", "127.0.0.3");
        rules("groups/web.toml", "[access]\nfrom = [\"127.0.0.2/32\", \"2001:db8::/32\"]\n");
        rules("clients/web1.toml", "group = \"web\"\n");
        rules("clients/web2.toml", "group = \"web\"\n");
        assertThat(backUp(web1).exitCode()).isZero();
        CommandResult refused = backUp(web2);
        assertRefused(refused, "web2 may not come from 127.0.0.3");
        lift(refused);
        assertThat(backUp(web2).exitCode()).isZero();
    }

    @Test
    void hoursAreForBackupsOnly() throws IOException {
        ClientHost web3 = client("web3", "127.0.0.2");
        rules("clients/web3.toml", hours("10:00-11:55", 10));
        assertThat(backUp(web3).exitCode()).isZero();
        rules("clients/web3.toml", hours("22:00-05:30", 10));
        CommandResult refused = backUp(web3);
        assertThat(refused.exitCode()).isEqualTo(REFUSED);
        assertThat(refused.errors().getFirst())
                .startsWith(
                        "holdfast: a backup of web3 may begin only within 22:00-05:30 (UTC),"
                                + " next at ")
                .endsWith("T21:50Z");
        String to = folder.resolve("restored").toString();
        assertThat(web3.holdfast("restore", "--to", to, "--all").exitCode()).isZero();
        lift(refused);
        assertThat(backUp(web3).exitCode()).isZero();
    }

    private static String hours(String hours, int slack) {
        return "[access]\nhours = \"%s\"\nslack = %d\ntime-zone = \"UTC\"\n"
                .formatted(hours, slack);
    }

    @Test
    void retiredClientRestoresAndBacksUpNoMoreAndItsNameCanBeFreed() throws IOException {
        ClientHost web4 = client("web4", "127.0.0.2");
        assertThat(backUp(web4).exitCode()).isZero();
        assertThat(server.server("retire", "web4").exitCode()).isZero();
        assertThat(server.server("clients").output()).contains("retired");
        assertThat(backUp(web4).exitCode()).isEqualTo(REFUSED);
        assertThat(web4.mustHoldfast("list", "--json")).contains("\"snapshot\":1");
        assertThat(server.server("rename", "web4", "web4-old").exitCode()).isZero();
        ClientHost next = client("web4", "127.0.0.2", "next");
        assertThat(backUp(next).exitCode()).isZero();
        assertThat(server.server("retire", "--keep", "0d", "web4-old").exitCode()).isZero();
        server.server("maintain");
        assertThat(server.server("clients").output()).doesNotContain("web4-old").contains("web4");
        assertThat(next.mustHoldfast("list", "--json")).contains("\"snapshot\":1");
    }

    @Test
    void whoIsRevokedIsDisconnectedAndWhoIsForgottenLeavesNothing() throws Exception {
        ClientHost web5 = client("web5", "127.0.0.2");
        assertThat(backUp(web5).exitCode()).isZero();
        Path sign = folder.resolve("sign");
        String dump = "echo begun; touch '%s'; exec sleep 60".formatted(sign);
        try (Running _ = Running.start(web5, "backup", "--stdin", "dump", "--", "sh", "-c", dump)) {
            Program.shell("until [ -e '%s' ]; do sleep 0.1; done".formatted(sign));
            assertThat(server.server("revoke", "web5").errors())
                    .containsExactly(
                            "web5 is locked out: 1 key, 0 invitations and 1 open session are gone");
        }
        assertThat(web5.holdfast("list").exitCode()).isNotZero();
        assertThat(server.server("clients").output()).contains("revoked");
        assertThat(server.server("forget", "web5", "--yes", "web4").exitCode()).isEqualTo(2);
        assertThat(server.server("forget", "web5", "--dry-run").errors())
                .singleElement()
                .asString()
                .startsWith("web5 has 1 snapshot, ");
        assertThat(server.server("forget", "web5", "--yes", "web5").exitCode()).isZero();
        assertThat(server.server("clients").output()).doesNotContain("web5");
    }
}
