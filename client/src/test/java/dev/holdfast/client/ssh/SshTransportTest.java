package dev.holdfast.client.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.client.ssh.SshFailure.Kind;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.ssh.AuthorisedKey;
import dev.holdfast.protocol.ssh.Ed25519Key;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import dev.holdfast.protocol.wire.ClientConnection;
import dev.holdfast.protocol.wire.Limits;
import dev.holdfast.testkit.sshd.SshdFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshTransportTest {
    private static final Ed25519Key KEY = Ed25519Key.fromSeed(new byte[32]);

    @TempDir private static Path folder;
    private static SshdFixture sshd;

    @BeforeAll
    static void start() throws IOException {
        sshd = SshdFixture.start(folder, new SshdFixture.Setting(folder.resolve("authorized")));
        Files.createFile(
                folder.resolve("key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(folder.resolve("key"), KEY.privateKeyFile("test"));
        List<PublicKeyLine> hostKeys = List.of(PublicKeyLine.parse(sshd.hostKey()));
        Files.writeString(folder.resolve("known_hosts"), ServerText.knownHosts(hostKeys));
    }

    @AfterAll
    static void stop() throws IOException {
        sshd.close();
    }

    @Test
    void bytesGoThereAndBackUnchanged() throws Exception {
        try (SshTransport transport = open("cat", sshd.port())) {
            byte[] bytes = new byte[256];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) i;
            }
            transport.out().write(bytes);
            transport.out().flush();
            assertThat(transport.in().readNBytes(bytes.length)).isEqualTo(bytes);
            transport.out().close();
            assertThat(transport.in().read()).isEqualTo(-1);
        }
    }

    @Test
    void anEndByAFailureIsThrownAfterAllThatWasSent() throws Exception {
        try (SshTransport transport = open("echo x; echo why >&2; exit 3", sshd.port())) {
            assertThat(transport.in().readNBytes(2)).isEqualTo(new byte[] {'x', '\n'});
            SshFailedException failed =
                    catchThrowableOfType(
                            SshFailedException.class, () -> transport.in().read(new byte[8]));
            assertThat(failed.failure().kind()).isEqualTo(Kind.REMOTE);
            assertThat(failed).hasMessageEndingWith("ended with exit code 3 (why)");
        }
    }

    @Test
    void aConnectionThatCannotBeOpenedSaysWhy() throws Exception {
        IOException failed = failureToConnect(open("cat", SshdFixture.freePort()));
        assertThat(SshFailedException.behind(failed).orElseThrow().kind())
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(failed).hasMessageContaining("refuses connections");
    }

    @Test
    void aKeyThatIsNotAcceptedIsToldFromALostConnection() throws Exception {
        Files.writeString(folder.resolve("authorized"), "");
        IOException failed = failureToConnect(connect(sshd.port()));
        assertThat(SshFailedException.behind(failed).orElseThrow().kind())
                .isEqualTo(Kind.NOT_ACCEPTED);
    }

    @Test
    void closingEndsAReadThatWaits() throws Exception {
        SshTransport transport = open("cat", sshd.port());
        transport.out().write('x');
        transport.out().flush();
        assertThat(transport.in().read()).isEqualTo('x');
        CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> readOrEnd(transport));
        transport.close();
        assertThat(read.join()).isEqualTo(-1);
    }

    @Test
    void anExceptionThatIsNotSshsHasNoFailureBehindIt() {
        assertThat(SshFailedException.behind(new IOException("x", new IOException("y")))).isEmpty();
    }

    private static int readOrEnd(SshTransport transport) {
        try {
            return transport.in().read();
        } catch (IOException closed) {
            if (SshFailedException.behind(closed).isPresent()) {
                throw new UncheckedIOException(closed);
            }
            return -1;
        }
    }

    private static IOException failureToConnect(SshTransport transport) {
        return catchThrowableOfType(
                IOException.class,
                () -> ClientConnection.open(transport, Limits.STANDARD, System::nanoTime, _ -> {}));
    }

    private static SshTransport open(String command, int port) throws IOException {
        Files.writeString(
                folder.resolve("authorized"), new AuthorisedKey(command, KEY.publicKey()) + "\n");
        return connect(port);
    }

    private static SshTransport connect(int port) throws IOException {
        List<PublicKeyLine> hostKeys = List.of(PublicKeyLine.parse(sshd.hostKey()));
        ServerAddress server = new ServerAddress(SshdFixture.ADDRESS, port, sshd.user(), hostKeys);
        return SshTransport.open(
                new SshLogin(
                        server, folder.resolve("key"), folder.resolve("known_hosts"), List.of()));
    }
}
