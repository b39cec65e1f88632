package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.linux.ThisProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server with the vault of one client, who reaches it as a folder; commands run in this process.
 */
final class OneVaultServer implements AutoCloseable {
    static final String CLIENT = "0123456789abcdef0123456789abcdef";

    private final Path folder;
    private final Path config;
    private final Path vault;

    /** A command of a server makes files that are its own alone; tests after this one do not. */
    private final int mask = ThisProcess.setMask(0022);

    OneVaultServer(Path folder) throws IOException {
        this.folder = folder;
        this.config = folder.resolve("server.toml");
        Path root = folder.resolve("root");
        this.vault = Files.createDirectories(root.resolve("vaults").resolve(CLIENT));
        configure(root, "0 %", "0 %");
        System.setProperty(Main.LAUNCHER, "/usr/bin/holdfast");
    }

    record Ran(int status, String out, String err) {}

    void configure(Path root, String start, String stop) throws IOException {
        Files.writeString(
                config,
                "root = \"%s\"\nuser = \"%s\"\n[reserve]\nstart = \"%s\"\nstop = \"%s\"\n"
                        .formatted(root, System.getProperty("user.name", ""), start, stop));
    }

    Path config() {
        return config;
    }

    Path vault() {
        return vault;
    }

    /** A command of the server. */
    Ran server(String... arguments) {
        List<String> line = new ArrayList<>(List.of("server"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--config", config.toString()));
        return run(line);
    }

    /** A command of its client. */
    Ran client(String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of(command, "--vault", vault.toString()));
        for (String own : List.of("state", "cache", "config")) {
            line.addAll(List.of("--" + own, folder.resolve("client-" + own).toString()));
        }
        line.addAll(List.of(arguments));
        return run(line);
    }

    void backUp(Path saved) {
        Ran backup = client("backup", saved.toString());
        assertThat(backup.status()).as(backup.err()).isZero();
    }

    private static Ran run(List<String> line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status =
                Main.run(new PrintWriter(out), new PrintWriter(err), line.toArray(String[]::new));
        return new Ran(status, out.toString(), err.toString());
    }

    @Override
    public void close() {
        System.clearProperty(Main.LAUNCHER);
        ThisProcess.setMask(mask);
    }
}
