package dev.holdfast.cli.rough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.endtoend.ClientHost;
import dev.holdfast.cli.endtoend.ServerHost;
import dev.holdfast.platform.process.ChildProcess;
import dev.holdfast.platform.process.Command;
import dev.holdfast.testkit.sshd.SshdFixture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever took over a client has its key, and gets nothing by it but a session. */
@Timeout(120)
class HostileClientTest {
    private static final String GREETING = "HOLDFST1";

    /** A server that is hung up on at once may not even greet. */
    private static final String NOTHING = "";

    private static final byte PING = 0x19;
    private static final byte COMMIT = 0x15;
    private static final byte PUT = 0x13;

    @TempDir private static Path folder;
    private static ServerHost server;
    private static ClientHost client;

    @BeforeAll
    static void enrol() throws Exception {
        server = ServerHost.start(folder.resolve("server"));
        client = ClientHost.in(folder.resolve("client"));
        client.join(server.invite("web1"));
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private record Said(int status, String output, List<String> errors) {}

    /** Logs in with the client's key, and sends bytes. */
    private static Said ssh(byte[] bytes, List<String> options, String... command)
            throws IOException {
        return ssh(client, bytes, options, command);
    }

    private static Said ssh(ClientHost who, byte[] bytes, List<String> options, String... command)
            throws IOException {
        List<String> words = new ArrayList<>(List.of("ssh", "-F", "none"));
        for (String option :
                List.of(
                        "IdentitiesOnly=yes",
                        "BatchMode=yes",
                        "HostKeyAlias=holdfast-server",
                        "UserKnownHostsFile=" + who.state().resolve("known_hosts"),
                        "IdentityFile=" + who.state().resolve("ssh-key"),
                        "Port=" + server.sshd().port())) {
            words.addAll(List.of("-o", option));
        }
        words.addAll(options);
        words.add(server.sshd().user() + "@" + SshdFixture.ADDRESS);
        words.addAll(List.of(command));
        List<String> errors = new CopyOnWriteArrayList<>();
        Command ssh = Command.of(words.toArray(String[]::new));
        try (ChildProcess process = ChildProcess.start(ssh, errors::add)) {
            Thread writer = Thread.ofPlatform().daemon().start(() -> write(process, bytes));
            String output =
                    new String(process.output().readAllBytes(), StandardCharsets.ISO_8859_1);
            int status = process.waitFor();
            writer.interrupt();
            return new Said(status, output, errors);
        }
    }

    private static void write(ChildProcess process, byte[] bytes) {
        try {
            process.input().write(bytes);
            process.input().close();
        } catch (IOException hungUp) {
            // As it should.
        }
    }

    private static byte[] frames(byte type, int count, byte[] body) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + count * (9 + body.length));
        bytes.put(GREETING.getBytes(StandardCharsets.US_ASCII));
        for (int i = 1; i <= count; i++) {
            bytes.putInt(5 + body.length).put(type).putInt(i).put(body);
        }
        return bytes.array();
    }

    private static void assertTheServerIsWell() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "content");
        client.mustHoldfast("backup", file.toString());
        assertThat(client.mustHoldfast("check")).startsWith("checked ");
    }

    @Test
    void whateverCommandIsAskedForASessionIsAllThereIs() throws Exception {
        for (String command : List.of("id", "/bin/cat /etc/passwd", "server clients", "")) {
            Said said = ssh(new byte[0], List.of("-T"), command);
            assertThat(said.output()).describedAs(command).isIn(GREETING, NOTHING);
        }
    }

    @Test
    void aTerminalSftpAndForwardingAreRefused() throws Exception {
        assertThat(ssh(new byte[0], List.of("-tt")).errors())
                .anyMatch(line -> line.contains("PTY allocation request failed"));
        assertThat(ssh(new byte[0], List.of("-T", "-s"), "sftp").output()).isIn(GREETING, NOTHING);
        String target = SshdFixture.ADDRESS + ":" + server.sshd().port();
        Said forwarded = ssh(new byte[0], List.of("-T", "-W", target));
        assertThat(forwarded.status()).isNotEqualTo(0);
        assertThat(forwarded.output()).isEmpty();
        Said remote =
                ssh(
                        new byte[0],
                        List.of("-T", "-o", "ExitOnForwardFailure=yes", "-R", "0:" + target));
        assertThat(remote.status()).isEqualTo(255);
        assertThat(remote.errors())
                .anyMatch(line -> line.contains("remote port forwarding failed"));
        assertTheServerIsWell();
    }

    @Test
    void theCommandThatIsAskedForDoesNotLeadToAnotherClient() throws Exception {
        assertTheServerIsWell();
        String other;
        try (var vaults = Files.list(server.root().resolve("vaults"))) {
            other = vaults.findFirst().orElseThrow().getFileName().toString();
        }
        ClientHost second = ClientHost.in(folder.resolve("client-2"));
        second.join(server.invite("web2"));
        Path log = server.root().resolve("log/%s.log".formatted(other));
        byte[] before = Files.readAllBytes(log);
        byte[] ping = frames(PING, 1, new byte[] {(byte) 0x80});
        ssh(second, ping, List.of("-T"), "server serve --client " + other);
        assertThat(Files.readAllBytes(log)).isEqualTo(before);
        assertThat(server.server("log", "--client", "web2").output()).contains("session ended");
    }

    @Test
    void framesThatAreTooLongOrOutOfPlaceEndTheSessionAndHarmNobody() throws Exception {
        byte[] giant = frames(PING, 1, new byte[0]);
        ByteBuffer.wrap(giant).putInt(8, Integer.MAX_VALUE);
        assertThat(ssh(giant, List.of("-T")).output()).isIn(GREETING, NOTHING);
        assertThat(ssh(new byte[1 << 20], List.of("-T")).output()).isIn(GREETING, NOTHING);
        byte[] root = new byte[37];
        root[0] = (byte) 0x84;
        ssh(frames(COMMIT, 1, root), List.of("-T"));
        ssh(frames(PUT, 1, new byte[200]), List.of("-T"));
        assertTheServerIsWell();
    }

    @Test
    void tenThousandRequestsAtOnceAreAnsweredOrEndTheSession() throws Exception {
        Said said = ssh(frames(PING, 10_000, new byte[] {(byte) 0x80}), List.of("-T"));
        assertThat(said.output()).matches("(?s)(HOLDFST1.*)?");
        assertTheServerIsWell();
    }
}
