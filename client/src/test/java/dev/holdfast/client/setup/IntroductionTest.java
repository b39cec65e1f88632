package dev.holdfast.client.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.identity.StateFolder;
import dev.holdfast.client.setup.Introduction.Outcome;
import dev.holdfast.client.setup.Introduction.Trust;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.Timestamp;
import dev.holdfast.platform.process.ChildProcess;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import dev.holdfast.protocol.invite.Invitation;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.ssh.Ed25519Key;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import dev.holdfast.testkit.sshd.SshdFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real sshd, a real ssh-agent, and a script in the place of holdfast on the server. */
class IntroductionTest {
    private static final Ed25519Key LOGIN_KEY = Ed25519Key.fromSeed(new byte[32]);
    private static final Invitation INVITATION =
            new Invitation(
                    new ClientName("web1"),
                    Invitation.Rights.FULL,
                    new ServerAddress("backup", 22, "holdfast", List.of(LOGIN_KEY.publicKey())),
                    Bytes.copyOf(new byte[32]),
                    new Timestamp(0, 0));

    private static final LoginTarget TARGET =
            new LoginTarget("root", "backup", OptionalInt.empty());

    @TempDir private static Path serverFolder;
    private static SshdFixture sshd;
    private static ChildProcess agent;

    @TempDir private Path parent;
    private Path program;

    @BeforeAll
    static void start() throws IOException {
        Path authorized = serverFolder.resolve("authorized_keys");
        Files.writeString(authorized, LOGIN_KEY.publicKey() + "\n");
        sshd = SshdFixture.start(serverFolder, new SshdFixture.Setting(authorized));
        agent =
                ChildProcess.start(
                        Command.of("ssh-agent", "-D", "-a", socket().toString()), _ -> {});
        // It says where its socket is once that is there.
        assertThat(agent.output().read()).isPositive();
        Path key = serverFolder.resolve("login-key");
        Files.createFile(
                key,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, LOGIN_KEY.privateKeyFile("login"));
        CommandResult added =
                CommandResult.of(
                        new Command(List.of("ssh-add", "-q", key.toString()), agentEnvironment()),
                        new CommandResult.Limits(1024, Duration.ofSeconds(20)));
        assertThat(added.exitCode()).isZero();
    }

    @AfterAll
    static void stop() throws IOException {
        agent.close();
        sshd.close();
    }

    @BeforeEach
    void writeProgram() throws IOException {
        program = parent.resolve("program");
        answer(
                """
                [ "$*" = "server invite --json --address 127.0.0.1 --port %d web1" ] || exit 9
                echo '{"name": "web1", "invitation": "%s"}'
                """
                        .formatted(sshd.port(), INVITATION.line()));
    }

    @Test
    void aServerWithTheHostKeyThatIsKnownIsAskedForAnInvitation() throws Exception {
        PublicKeyLine hostKey = PublicKeyLine.parse(sshd.hostKey());
        assertThat(run(known(hostKey.fingerprint()))).isEqualTo(new Outcome.Invited(INVITATION));
    }

    @Test
    void somebodyMayConfirmTheHostKey() throws Exception {
        PublicKeyLine hostKey = PublicKeyLine.parse(sshd.hostKey());
        Introduction.Prompt right =
                (host, key) -> host.equals(SshdFixture.ADDRESS) && key.equals(hostKey);
        assertThat(run(new Trust.Asked(right))).isEqualTo(new Outcome.Invited(INVITATION));
    }

    @Test
    void aHostKeyThatIsNotTrustedEndsItBeforeAnyLogin() throws Exception {
        int logins = accepted();
        assertThat(run(new Trust.Asked((_, _) -> false)))
                .isEqualTo(
                        new Outcome.NotTrusted(
                                "the host key was not confirmed, so nothing was done"));
        assertThat(run(known(LOGIN_KEY.publicKey().fingerprint())))
                .isEqualTo(
                        new Outcome.NotTrusted(
                                "the host key of 127.0.0.1 is not the one that is expected;"
                                        + " it shows "
                                        + PublicKeyLine.parse(sshd.hostKey()).fingerprint()));
        assertThat(accepted()).isEqualTo(logins);
    }

    @Test
    void withoutAnybodyToConfirmItTheHostKeyMustBeGiven() throws Exception {
        assertThat(run(new Trust.Nobody()))
                .isEqualTo(
                        new Outcome.WrongUsage(
                                "nobody is there to confirm the host key of 127.0.0.1: give it with"
                                        + " --host-key"));
        assertThat(parent.resolve("state")).doesNotExist();
    }

    @Test
    void whatIsNeitherInvitationNorLoginIsWrongUsage() throws Exception {
        assertThat(Introduction.run(request("backup", new Trust.Nobody(), Map.of())))
                .isEqualTo(
                        new Outcome.WrongUsage(
                                "neither an invitation nor USER@HOST[:PORT]: 'backup'"));
    }

    @Test
    void aServerThatMakesNoInvitationIsQuoted() throws Exception {
        answer("echo there is a client web1 already >&2; exit 1\n");
        assertThatThrownBy(() -> run(known()))
                .hasMessage(
                        "%s@127.0.0.1 does not make an invitation (there is a client web1 already)",
                        sshd.user());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"invitation\": \"%s\"}",
                "[{\"name\": \"web1\", \"more\": {\"invitation\": \"%s\"}}]",
            })
    void anInvitationIsFoundWhereverItStandsInTheAnswer(String answer) throws Exception {
        assertThat(Introduction.invitation(TARGET, answer.formatted(INVITATION.line())))
                .isEqualTo(INVITATION);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Welcome | root@backup answers something else than an invitation",
                "{\"invitation\": | root@backup answers something else than an invitation",
                "{} | root@backup answers without an invitation",
                "'' | root@backup answers without an invitation",
                "{\"invitation\": 1} | root@backup answers without an invitation",
                "{\"invitation\": \"nonsense\"} | not an invitation",
            })
    void anAnswerThatIsNoInvitationIsRefused(String answer, String sentence) {
        assertThatThrownBy(() -> Introduction.invitation(TARGET, answer))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void aLoginThatFailsIsSaidSo() {
        assertThatThrownBy(() -> Introduction.run(request(target(), known(), Map.of())))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "cannot log in to %s@127.0.0.1 by ssh (".formatted(sshd.user()));
    }

    @Test
    void aPortWithoutServerHasNoHostKey() throws Exception {
        String closed = "%s@127.0.0.1:%d".formatted(sshd.user(), SshdFixture.freePort());
        assertThatThrownBy(() -> Introduction.run(request(closed, known(), Map.of())))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(
                        "cannot get the host key of 127.0.0.1: \\S+@127.0.0.1 refuses"
                                + " connections: .*");
    }

    @Test
    void aServerWithoutHoldfastIsToldFromOneThatRefuses() throws Exception {
        answer("exit 127\n");
        assertThatThrownBy(() -> run(known()))
                .hasMessage(
                        "%s@127.0.0.1 does not find holdfast: install it there, or say how it"
                                + " is called there with --remote-command",
                        sshd.user());
    }

    @Test
    void aDetourThatIsGivenAsAnOptionIsTaken() throws Exception {
        // An sshd of its own for the one connection.
        String detour = "ProxyCommand=/usr/sbin/sshd -i -f " + serverFolder.resolve("sshd_config");
        Introduction.Request usual = request(target(), known(), agentEnvironment());
        assertThat(
                        Introduction.run(
                                new Introduction.Request(
                                        usual.target(),
                                        usual.name(),
                                        usual.state(),
                                        usual.trust(),
                                        usual.remoteProgram(),
                                        List.of(detour),
                                        usual.environment())))
                .isEqualTo(new Outcome.Invited(INVITATION));
    }

    private static Trust known() throws IOException {
        return known(sshd.hostKey());
    }

    private static Trust known(String hostKey) {
        return new Trust.Known(hostKey, Introduction.Questions.FORBIDDEN);
    }

    private Outcome run(Trust trust) throws IOException {
        return Introduction.run(request(target(), trust, agentEnvironment()));
    }

    private Introduction.Request request(
            String target, Trust trust, Map<String, String> environment) {
        return new Introduction.Request(
                target,
                new ClientName("web1"),
                new StateFolder(parent.resolve("state")),
                trust,
                "sh " + program,
                List.of(),
                environment);
    }

    private static String target() {
        return "%s@%s:%d".formatted(sshd.user(), SshdFixture.ADDRESS, sshd.port());
    }

    private static int accepted() {
        return (int) sshd.log().stream().filter(line -> line.contains("Accepted")).count();
    }

    private void answer(String script) throws IOException {
        Files.writeString(program, script);
    }

    private static Path socket() {
        return serverFolder.resolve("agent");
    }

    private static Map<String, String> agentEnvironment() {
        return Map.of("SSH_AUTH_SOCK", socket().toString());
    }
}
