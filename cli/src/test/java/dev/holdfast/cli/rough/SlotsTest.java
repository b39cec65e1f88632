package dev.holdfast.cli.rough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.endtoend.ClientHost;
import dev.holdfast.cli.endtoend.Program;
import dev.holdfast.cli.endtoend.ServerHost;
import dev.holdfast.platform.process.CommandResult;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.MessageType;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client has four connections at once, and nobody has more than its own. */
@Timeout(240)
class SlotsTest {
    private static final String BUSY =
            "this client has as many connections as it may have; come again in 30 s";
    private static final String GREETING = "HOLDFST1";
    private static final int SLOTS = 4;
    private static final int CONNECTIONS = 60;

    @TempDir private static Path folder;
    private static ServerHost server;
    private static ClientHost web1;
    private static ClientHost web2;
    private static List<String> ids;

    @BeforeAll
    static void enrolTwo() throws IOException {
        server =
                ServerHost.start(
                        folder.resolve("server"), List.of("MaxStartups " + 2 * CONNECTIONS));
        web1 = ClientHost.in(folder.resolve("web1"));
        web1.configure("[retry]\nattempts = 0\n");
        web1.join(server.invite("web1"));
        web2 = ClientHost.in(folder.resolve("web2"));
        web2.join(server.invite("web2"));
        ids =
                Pattern.compile("\"id\":\"([0-9a-f]{32})\"")
                        .matcher(server.server("clients", "--json").output())
                        .results()
                        .map(found -> found.group(1))
                        .toList();
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    /** As sshd does it, for a key that was enrolled. */
    private static Process connect(String client) throws IOException {
        return run("serve --client " + client);
    }

    private static Process run(String what) throws IOException {
        String line =
                Files.readAllLines(server.folder().resolve("authorized_keys")).stream()
                        .filter(each -> each.contains(what))
                        .findFirst()
                        .orElseThrow();
        String command = line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'));
        return new ProcessBuilder("sh", "-c", "exec " + command)
                .redirectError(folder.resolve("errors").toFile())
                .start();
    }

    private static byte[] busy() throws IOException {
        byte[] body = MessageType.encode(Answer.Refused.busy(BUSY, 30));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(GREETING.getBytes(StandardCharsets.US_ASCII));
            out.writeInt(Byte.BYTES + Integer.BYTES + body.length);
            out.writeByte(0x3b);
            out.writeInt(0);
            out.write(body);
        }
        return bytes.toByteArray();
    }

    private static String greeting(Process process) throws IOException {
        return new String(
                process.getInputStream().readNBytes(GREETING.length()), StandardCharsets.US_ASCII);
    }

    @Test
    void sixtyConnectionsOfOneClientKeepNobodyElseOut() throws Exception {
        CountDownLatch sentAway = new CountDownLatch(CONNECTIONS - SLOTS);
        List<Process> all = new ArrayList<>();
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                Process process = connect(ids.getFirst());
                all.add(process);
                ends.add(process.onExit().thenRun(sentAway::countDown));
            }
            assertThat(sentAway.await(2, TimeUnit.MINUTES)).isTrue();
            Process other = connect(ids.getLast());
            all.add(other);
            assertThat(greeting(other)).isEqualTo(GREETING);
            assertThat(other.isAlive()).isTrue();
            assertThat(ends).hasSize(CONNECTIONS);
            List<Process> served =
                    all.subList(0, CONNECTIONS).stream().filter(Process::isAlive).toList();
            assertThat(served).hasSize(SLOTS);
            for (Process process : all.subList(0, CONNECTIONS)) {
                if (served.contains(process)) {
                    assertThat(greeting(process)).isEqualTo(GREETING);
                } else {
                    assertThat(process.getInputStream().readAllBytes()).isEqualTo(busy());
                }
            }
            served.getFirst().destroyForcibly().waitFor();
            Process next = connect(ids.getFirst());
            all.add(next);
            assertThat(greeting(next)).isEqualTo(GREETING);
            assertThat(next.isAlive()).isTrue();
        } finally {
            all.forEach(Process::destroyForcibly);
            all.forEach(process -> process.onExit().join());
        }
    }

    @Test
    void clientThatIsSentAwayIsToldToComeAgain() throws Exception {
        Path slots = Files.createDirectories(server.root().resolve("slots"));
        List<Process> holders = new ArrayList<>();
        try {
            for (int i = 1; i <= SLOTS; i++) {
                Path slot = slots.resolve("%s.%d".formatted(ids.getFirst(), i));
                Process holder =
                        new ProcessBuilder("flock", slot.toString(), "sh", "-c", "echo; read x")
                                .start();
                holders.add(holder);
                assertThat(holder.getInputStream().read()).isEqualTo('\n');
            }
            CommandResult sentAway = web1.holdfast("list");
            assertThat(sentAway.exitCode()).isEqualTo(4);
            assertThat(sentAway.errors()).containsExactly("holdfast: " + BUSY);
        } finally {
            for (Process holder : holders) {
                holder.getOutputStream().close();
                holder.onExit().join();
            }
        }
        assertThat(web1.holdfast("list").exitCode()).isZero();
    }

    @Test
    void sixtyConnectionsOverSshWithOneKeyHarmNoBackupOfAnother() throws Exception {
        assertThat(server.server("maintain").exitCode()).isZero(); // counts from here
        Path saved = Files.createDirectories(folder.resolve("saved"));
        Files.writeString(saved.resolve("file"), "content");
        CountDownLatch over = new CountDownLatch(CONNECTIONS - SLOTS);
        List<Process> all = new ArrayList<>();
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                Process process = ssh(web1);
                all.add(process);
                ends.add(process.onExit().thenRun(over::countDown));
            }
            web2.mustHoldfast("backup", saved.toString());
            assertThat(over.await(2, TimeUnit.MINUTES)).isTrue();
            assertThat(ends).hasSize(CONNECTIONS);
            List<Process> served = all.stream().filter(Process::isAlive).toList();
            assertThat(served).hasSize(SLOTS);
            for (Process process : served) {
                assertThat(greeting(process)).isEqualTo(GREETING);
            }
            all.removeAll(served);
            for (Process process : all) {
                assertThat(process.getInputStream().readAllBytes()).isEqualTo(busy());
            }
            all.addAll(served);
            assertThat(web2.mustHoldfast("list")).contains("manual");
            CommandResult told = server.server("maintain");
            assertThat(told.exitCode()).isZero();
            assertThat(server.server("log").output())
                    .contains(
                            "sent away %d times: web1 had as many connections as it may have"
                                    .formatted(CONNECTIONS - SLOTS));
        } finally {
            all.forEach(Process::destroyForcibly);
            all.forEach(process -> process.onExit().join());
        }
    }

    private static Process ssh(ClientHost client) throws IOException {
        return new ProcessBuilder(
                        "ssh",
                        "-F",
                        "none",
                        "-T",
                        "-x",
                        "-a",
                        "-o",
                        "IdentitiesOnly=yes",
                        "-o",
                        "StrictHostKeyChecking=no",
                        "-o",
                        "UserKnownHostsFile=/dev/null",
                        "-i",
                        client.state().resolve("ssh-key").toString(),
                        "-p",
                        String.valueOf(server.sshd().port()),
                        "-l",
                        server.sshd().user(),
                        "127.0.0.1")
                .redirectError(folder.resolve("errors").toFile())
                .start();
    }

    @Test
    void numbersOfTheConfigurationCountFromTheNextConnectionOn() throws Exception {
        Path config = server.folder().resolve("server.toml");
        String before = Files.readString(config);
        List<Process> all = new ArrayList<>();
        try {
            Files.writeString(config, before + "[sessions]\nof-each = 1\n");
            assertThat(server.server("status").exitCode()).isZero();
            Process first = connect(ids.getFirst());
            all.add(first);
            assertThat(greeting(first)).isEqualTo(GREETING);
            Process second = connect(ids.getFirst());
            all.add(second);
            assertThat(second.getInputStream().readAllBytes()).isEqualTo(busy());
            Files.writeString(config, before + "[sessions]\nof-each = 0\n");
            CommandResult wrong = server.server("status");
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.errors())
                    .anyMatch(line -> line.contains("of-each must be within 1 and 64: 0"));
        } finally {
            all.forEach(Process::destroyForcibly);
            all.forEach(process -> process.onExit().join());
            Files.writeString(config, before);
            assertThat(server.server("status").exitCode()).isZero();
        }
        Process later = connect(ids.getFirst());
        assertThat(greeting(later)).isEqualTo(GREETING);
        later.destroyForcibly().waitFor();
    }

    @Test
    void sessionsOfAnInvitationTakeSlotsToo() throws Exception {
        server.invite("web3");
        String invitation =
                Files.readAllLines(server.folder().resolve("authorized_keys")).stream()
                        .filter(each -> each.contains("enrol --invitation "))
                        .map(each -> each.replaceFirst(".* --invitation ([0-9a-f]+) .*", "$1"))
                        .findFirst()
                        .orElseThrow();
        List<Process> all = new ArrayList<>();
        try {
            for (int i = 0; i < SLOTS; i++) {
                Process process = run("enrol --invitation " + invitation);
                all.add(process);
                assertThat(greeting(process)).isEqualTo(GREETING);
            }
            Process sentAway = run("enrol --invitation " + invitation);
            all.add(sentAway);
            assertThat(sentAway.getInputStream().readAllBytes()).isEqualTo(busy());
        } finally {
            all.forEach(Process::destroyForcibly);
            all.forEach(process -> process.onExit().join());
        }
    }

    @Test
    void launcherServesWhereNoSlotsCanBeKept() throws Exception {
        String launcher = Program.launcher().toString();
        Process process =
                new ProcessBuilder(
                                launcher,
                                "server",
                                "serve",
                                "--client",
                                ids.getFirst(),
                                "--slots",
                                "/dev/null/slots",
                                "--config",
                                server.folder().resolve("server.toml").toString())
                        .start();
        assertThat(greeting(process)).isEqualTo(GREETING);
        process.getOutputStream().close();
        process.waitFor();
    }
}
