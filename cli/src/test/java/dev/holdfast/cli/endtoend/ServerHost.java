package dev.holdfast.cli.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.platform.process.CommandResult;
import dev.holdfast.testkit.sshd.SshdFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server of whoever runs the tests, behind a real sshd. */
public record ServerHost(Path folder, SshdFixture sshd, Setting setting) implements AutoCloseable {
    /** A test backs up more often than anybody, on a disc that may be full of other things. */
    private static final String PATIENCE =
            """
            [admission]
            burst = 1000
            [reserve]
            start = "0 %"
            stop = "0 %"
            """;

    /**
     * What differs from server to server.
     *
     * @param launcher the script by which it and its clients' keys start the program
     * @param policy what its {@code server.toml} says beside where it is
     */
    public record Setting(Path launcher, String policy) {}

    /** Sets a patient server up; skips the test where that is not possible. */
    public static ServerHost start(Path folder) throws IOException {
        return start(folder, new Setting(Program.launcher(), PATIENCE));
    }

    /** The same whose sshd has other settings than usual. */
    public static ServerHost start(Path folder, List<String> sshdLines) throws IOException {
        return start(folder, new Setting(Program.launcher(), PATIENCE), sshdLines);
    }

    /** Sets a server up; skips the test where that is not possible. */
    public static ServerHost start(Path folder, Setting setting) throws IOException {
        return start(folder, setting, List.of());
    }

    private static ServerHost start(Path folder, Setting setting, List<String> sshdLines)
            throws IOException {
        assumeTrue(SshdFixture.isAvailable(), "no sshd is installed");
        Program.assumeBuilt();
        Files.createDirectories(folder.resolve("sshd"));
        Path keys = folder.resolve("authorized_keys");
        SshdFixture sshd =
                SshdFixture.start(folder.resolve("sshd"), new SshdFixture.Setting(keys, sshdLines));
        ServerHost server = new ServerHost(folder, sshd, setting);
        Files.createDirectories(server.hostKeys());
        Files.writeString(
                server.hostKeys().resolve("ssh_host_ed25519_key.pub"), sshd.hostKey() + "\n");
        server.setUp();
        return server;
    }

    /**
     * A setup is for a whole host, or a home, which no test may change: it writes what is needed.
     */
    private void setUp() throws IOException {
        Files.createDirectories(root());
        Files.writeString(
                config(),
                """
                root = "%s"
                address = "%s"
                port = %d
                user = "%s"
                authorized_keys = "%s"
                %s\
                """
                        .formatted(
                                root(),
                                SshdFixture.ADDRESS,
                                sshd.port(),
                                sshd.user(),
                                folder.resolve("authorized_keys"),
                                setting.policy()));
    }

    public Path root() {
        return folder.resolve("backups");
    }

    private Path config() {
        return folder.resolve("server.toml");
    }

    private Path hostKeys() {
        return folder.resolve("host-keys");
    }

    public CommandResult server(String command, String... arguments) throws IOException {
        List<String> words =
                Program.with(
                        List.of(
                                setting.launcher().toString(),
                                "server",
                                command,
                                "--config",
                                config().toString()),
                        arguments);
        return Program.run(Map.of(), words.toArray(String[]::new));
    }

    /** Everything that is printed, which is the invitation. */
    public String invite(String name, String... options) throws IOException {
        List<String> arguments =
                Program.with(List.of("--host-keys", hostKeys().toString(), name), options);
        CommandResult invited = server("invite", arguments.toArray(String[]::new));
        if (invited.exitCode() != 0) {
            throw new IOException("server invite: " + invited.errors());
        }
        return invited.output();
    }

    public ServerProcesses processes() {
        return new ServerProcesses(folder);
    }

    /** Nothing of it runs any more afterwards. */
    @Override
    public void close() throws IOException {
        sshd.close();
        processes().kill();
    }
}
