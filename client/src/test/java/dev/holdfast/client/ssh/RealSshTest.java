package dev.holdfast.client.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.ssh.SshFailure.Kind;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.ssh.AuthorisedKey;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line and the sentences, against the ssh and sshd that are installed. */
class RealSshTest {
    private static final Ed25519Key KEY = Ed25519Key.fromSeed(seed(1));
    private static final Ed25519Key OTHER_KEY = Ed25519Key.fromSeed(seed(2));

    @TempDir private static Path serverFolder;
    private static SshdFixture sshd;

    @TempDir private Path state;

    @BeforeAll
    static void start() throws IOException {
        sshd = SshdFixture.start(serverFolder, new SshdFixture.Setting(authorized()));
    }

    @AfterAll
    static void stop() throws IOException {
        sshd.close();
    }

    @BeforeEach
    void writeKey() throws IOException {
        Files.createFile(
                identity(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(identity(), KEY.privateKeyFile("test"));
        Files.writeString(state.resolve("known_hosts"), ServerText.knownHosts(server().hostKeys()));
        authorize("echo hello");
    }

    @Test
    void theForcedCommandRunsWhenKeyAndHostKeyAreTheRightOnes() throws Exception {
        CommandResult result = run(server());
        assertThat(result.errors()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).isEqualTo("hello\n");
    }

    @Test
    void aStateFolderMayHaveBlanksAndPercentSignsInItsName() throws Exception {
        Path odd = Files.createDirectory(state.resolve("100% of $HOME ~"));
        Files.move(identity(), odd.resolve("ssh-key"));
        Files.move(state.resolve("known_hosts"), odd.resolve("known_hosts"));
        SshLogin login =
                new SshLogin(
                        server(), odd.resolve("ssh-key"), odd.resolve("known_hosts"), List.of());
        assertThat(run(login).output()).isEqualTo("hello\n");
    }

    @Test
    void anotherKeyIsNotAccepted() throws Exception {
        Files.writeString(identity(), OTHER_KEY.privateKeyFile("test"));
        assertThat(failure(server()).kind()).isEqualTo(Kind.NOT_ACCEPTED);
    }

    @Test
    void aKeyThatOthersCanReadIsNotUsed() throws Exception {
        Files.setPosixFilePermissions(identity(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(failure(server()).kind()).isEqualTo(Kind.MISUSED);
    }

    @Test
    void anotherHostKeyIsNoticed() throws Exception {
        ServerAddress other = withHostKeys(List.of(OTHER_KEY.publicKey()));
        Files.writeString(state.resolve("known_hosts"), ServerText.knownHosts(other.hostKeys()));
        assertThat(failure(other).kind()).isEqualTo(Kind.HOST_KEY_CHANGED);
    }

    @Test
    void aHostKeyOfAnotherTypeIsNoticed() throws Exception {
        String point =
                "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBB" + "A".repeat(86) + "=";
        ServerAddress other =
                withHostKeys(List.of(PublicKeyLine.parse("ecdsa-sha2-nistp256 " + point)));
        assertThat(failure(other).kind()).isEqualTo(Kind.HOST_KEY_CHANGED);
    }

    @Test
    void aLostKnownHostsFileIsNoticed() throws Exception {
        Files.delete(state.resolve("known_hosts"));
        assertThat(failure(server()).kind()).isEqualTo(Kind.HOST_KEY_UNKNOWN);
    }

    @Test
    void aClosedPortRefusesConnections() throws Exception {
        ServerAddress closed = at(SshdFixture.ADDRESS, SshdFixture.freePort());
        assertThat(failure(closed))
                .isEqualTo(
                        new SshFailure(
                                Kind.UNREACHABLE,
                                ("%s refuses connections: is sshd running there, and on that port?"
                                                + " (ssh: connect to host 127.0.0.1 port %d:"
                                                + " Connection refused)")
                                        .formatted(ServerText.shown(closed), closed.port())));
    }

    @Test
    void aNameThatDoesNotExistIsSaidToBeUnresolvable() throws Exception {
        ServerAddress nowhere = at("nowhere.invalid", 22);
        assertThat(failure(nowhere).sentence())
                .startsWith(
                        "the name of %s@nowhere.invalid cannot be resolved".formatted(sshd.user()));
    }

    @Test
    void anOptionThatSshDoesNotKnowIsBlamedOnTheConfiguration() throws Exception {
        SshLogin login =
                new SshLogin(
                        server(), identity(), state.resolve("known_hosts"), List.of("Nonsense=1"));
        CommandResult result = run(login);
        SshFailure failure = SshFailure.of(server(), result.exitCode(), result.errors());
        assertThat(failure.kind()).isEqualTo(Kind.MISUSED);
        assertThat(failure.sentence()).contains("see ssh-options in client.toml", "nonsense");
    }

    @Test
    void aRemoteCommandThatIsNotThereIsSaidToBeMissing() throws Exception {
        authorize("no-such-program serve");
        assertThat(failure(server()).sentence()).contains("does not find holdfast");
    }

    @Test
    void aRemoteCommandThatFailsIsQuoted() throws Exception {
        authorize("echo the disc burns >&2; exit 3");
        assertThat(failure(server()))
                .isEqualTo(
                        new SshFailure(
                                Kind.REMOTE,
                                ("what %s runs for this client ended with exit code 3 (the disc"
                                                + " burns)")
                                        .formatted(ServerText.shown(server()))));
    }

    private static Path authorized() {
        return serverFolder.resolve("authorized_keys");
    }

    private static void authorize(String command) throws IOException {
        Files.writeString(authorized(), new AuthorisedKey(command, KEY.publicKey()) + "\n");
    }

    private Path identity() {
        return state.resolve("ssh-key");
    }

    private static ServerAddress server() throws IOException {
        return withHostKeys(List.of(PublicKeyLine.parse(sshd.hostKey())));
    }

    private static ServerAddress withHostKeys(List<PublicKeyLine> hostKeys) {
        return new ServerAddress(SshdFixture.ADDRESS, sshd.port(), sshd.user(), hostKeys);
    }

    private static ServerAddress at(String host, int port) throws IOException {
        return new ServerAddress(host, port, sshd.user(), server().hostKeys());
    }

    private SshFailure failure(ServerAddress server) throws IOException {
        CommandResult result = run(server);
        return SshFailure.of(server, result.exitCode(), result.errors());
    }

    private CommandResult run(ServerAddress server) throws IOException {
        return run(new SshLogin(server, identity(), state.resolve("known_hosts"), List.of()));
    }

    private static CommandResult run(SshLogin login) throws IOException {
        return CommandResult.of(
                new Command(SshCommand.of(login), Map.of()),
                new CommandResult.Limits(4096, Duration.ofSeconds(60)));
    }

    private static byte[] seed(int number) {
        byte[] seed = new byte[Ed25519Key.SEED_SIZE];
        seed[0] = (byte) number;
        return seed;
    }
}
