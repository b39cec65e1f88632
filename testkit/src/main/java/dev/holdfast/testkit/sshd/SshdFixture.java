package dev.holdfast.testkit.sshd;

import dev.holdfast.platform.process.ChildProcess;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A real sshd with a configuration and a host key of its own, on a free port of the loopback
 * interface, under the account that runs the tests: only that account can log in, and only with a
 * key. It reads its file of authorized keys anew at each login, so the file may change meanwhile.
 */
public final class SshdFixture implements AutoCloseable {
    /** The one address on which it listens. */
    public static final String ADDRESS = "127.0.0.1";

    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

    /** Where sshd locks itself in before a login; packages make it when their service starts. */
    private static final Path PRIVILEGE_SEPARATION = Path.of("/run/sshd");

    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final CommandResult.Limits SMALL =
            new CommandResult.Limits(64 << 10, START_LIMIT);

    /** A port that was free may be taken before sshd listens on it. */
    private static final int PORT_ATTEMPTS = 5;

    private final Path folder;
    private final int port;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Boolean> listening = new CompletableFuture<>();
    private final ChildProcess process;

    private SshdFixture(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.process =
                ChildProcess.start(
                        Command.of(PROGRAM.toString(), "-D", "-e", "-f", config().toString()),
                        this::heard);
        Thread.ofPlatform().daemon().name("sshd-end").start(this::watchEnd);
    }

    /**
     * What the configuration says.
     *
     * @param authorizedKeys the file of accepted keys; it may be absent until the first login
     * @param firstLines of the configuration: what stands first wins; a {@code Match} block must
     *     come by {@code Include}
     */
    public record Setting(Path authorizedKeys, List<String> firstLines) {
        public Setting {
            firstLines = List.copyOf(firstLines);
        }

        public Setting(Path authorizedKeys) {
            this(authorizedKeys, List.of());
        }
    }

    /** Whether sshd is installed. */
    public static boolean isAvailable() {
        return Files.isExecutable(PROGRAM);
    }

    /**
     * Starts sshd and returns once it listens.
     *
     * @param folder an existing one for its configuration and its host key, which is made unless it
     *     is there
     * @throws IOException when it does not listen within 20 seconds, with what it said
     */
    public static SshdFixture start(Path folder, Setting setting) throws IOException {
        if ("root".equals(accountName())) {
            Files.createDirectories(PRIVILEGE_SEPARATION);
        }
        if (!Files.exists(folder.resolve("host-key"))) {
            makeHostKey(folder);
        }
        for (int attempt = 1; ; attempt++) {
            SshdFixture fixture = startOnce(folder, setting);
            if (fixture.listens()) {
                return fixture;
            }
            fixture.close();
            if (attempt == PORT_ATTEMPTS) {
                throw new IOException("sshd does not listen: " + fixture.log());
            }
        }
    }

    private static SshdFixture startOnce(Path folder, Setting setting) throws IOException {
        int port = freePort();
        List<String> lines =
                List.of(
                        "ListenAddress " + ADDRESS,
                        "Port " + port,
                        "HostKey " + folder.resolve("host-key"),
                        "PidFile none",
                        "AuthorizedKeysFile " + setting.authorizedKeys(),
                        "StrictModes no",
                        "UsePAM no",
                        "PermitRootLogin yes",
                        "PasswordAuthentication no",
                        "KbdInteractiveAuthentication no",
                        "LogLevel VERBOSE");
        String config = String.join("\n", setting.firstLines()) + "\n" + String.join("\n", lines);
        Files.writeString(folder.resolve("sshd_config"), config + "\n");
        return new SshdFixture(folder, port);
    }

    /** A port of the loopback interface that nobody listened on a moment ago. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    /** The account that can log in: the one that runs the tests. */
    public String user() {
        return accountName();
    }

    /** Its public host key as {@code TYPE BASE64}. */
    public String hostKey() throws IOException {
        return Files.readString(folder.resolve("host-key.pub")).strip();
    }

    /** What it has said so far. */
    public List<String> log() {
        return List.copyOf(log);
    }

    /** Stops it. Sessions that run go on until their connection ends. */
    @Override
    public void close() throws IOException {
        process.close();
    }

    private Path config() {
        return folder.resolve("sshd_config");
    }

    private void heard(String line) {
        log.add(line);
        if (line.startsWith("Server listening on ")) {
            listening.complete(true);
        }
    }

    private void watchEnd() {
        try {
            process.waitFor();
        } catch (IOException interrupted) {
            log.add(String.valueOf(interrupted.getMessage()));
        }
        listening.complete(false);
    }

    private boolean listens() throws IOException {
        try {
            return listening.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException | InterruptedException e) {
            throw new IOException("cannot wait for sshd", e);
        }
    }

    private static void makeHostKey(Path folder) throws IOException {
        String file = folder.resolve("host-key").toString();
        Command command =
                Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file);
        CommandResult result = CommandResult.of(command, SMALL);
        if (result.exitCode() != 0) {
            throw new IOException("cannot make a host key: " + result.errors());
        }
    }

    private static String accountName() {
        return System.getProperty("user.name", "");
    }
}
