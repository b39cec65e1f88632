package dev.holdfast.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A vault in a folder: no server, no setup, no root. */
@Execution(ExecutionMode.CONCURRENT)
class LocalVaultTest {
    @TempDir Path folder;

    private ClientHost client;
    private Path tree;
    private String vault;

    @BeforeEach
    void makeTree() throws IOException {
        Program.assumeBuilt();
        client = ClientHost.in(folder.resolve("client"));
        tree = Files.createDirectories(folder.resolve("tree"));
        Files.writeString(tree.resolve("open"), "open");
        Files.writeString(tree.resolve("secret"), "secret");
        vault = folder.resolve("vault").toString();
    }

    @Test
    void aVaultIsMadeByItsFirstBackupAndItsCodeIsShownOnce() throws IOException {
        CommandResult first = client.holdfast("backup", "--vault", vault, tree.toString());
        assertThat(first.exitCode()).isZero();
        assertThat(first.output()).startsWith("snapshot 1 of series manual: ");
        assertThat(first.errors()).anyMatch(line -> line.matches(" {4}(.{5}-){4}.{5}"));
        CommandResult second = client.holdfast("backup", "--vault", vault, tree.toString());
        assertThat(second.errors()).isEmpty();
        assertThat(client.mustHoldfast("list", "--vault", vault).lines()).hasSize(3);
        Path to = folder.resolve("restored");
        client.mustHoldfast("restore", "--vault", vault, "--to", to.toString(), "--all");
        assertThat(Program.difference(tree, to.resolve(tree.toString().substring(1)))).isEmpty();
    }

    @Test
    void noBackupContainsItselfOrTheKeys() throws IOException {
        client.mustHoldfast("backup", "--vault", vault, folder.toString());
        client.mustHoldfast("backup", "--vault", vault, folder.toString());
        assertThat(client.mustHoldfast("ls", "-R", "--vault", vault, "latest:" + folder).lines())
                .anyMatch(line -> line.endsWith("/tree/secret"))
                .noneMatch(line -> line.contains("/vault/"))
                .noneMatch(line -> line.contains("/client/state/"));
    }

    @Test
    void anotherMachineNeedsTheRecoveryCode() throws IOException {
        String code = folder.resolve("code").toString();
        client.mustHoldfast(
                "backup", "--vault", vault, "--recovery-code-file", code, tree.toString());
        ClientHost other = ClientHost.in(folder.resolve("other"));
        CommandResult without = other.holdfast("list", "--vault", vault);
        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.errors()).singleElement().asString().contains("--recover-from FILE");
        assertThat(other.mustHoldfast("list", "--vault", vault, "--recover-from", code).lines())
                .hasSize(2);
        assertThat(other.holdfast("list", "--vault", vault).exitCode()).isZero();
    }

    @Test
    void whatCannotBeReadIsNamedAndTheExitStatusSaysSo() throws IOException {
        Program.shell("chmod 0 '%s'".formatted(tree.resolve("secret")));
        CommandResult result = asNobody("backup", "--vault", vault, tree.toString());
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.errors())
                .anyMatch(line ->
                        line.matches(
                                "not saved: %s: .*permission denied.*"
                                        .formatted(tree.resolve("secret"))))
                .anyMatch(line ->
                        line.contains("as an ordinary user, 1 could not be read: permission"));
        assertThat(result.output()).contains("NOT SAVED: 1 file could not be read");
        assertThat(asNobody("list", "--vault", vault).output()).contains("1 NOT SAVED");
        assertThat(asNobody("cat", "--vault", vault, "latest:" + tree.resolve("open")).output())
                .isEqualTo("open");
    }

    /** Root reads everything, so it takes another account: with no name, no home, no rights. */
    private CommandResult asNobody(String... arguments) throws IOException {
        if (!Program.isRoot()) {
            return client.holdfast(arguments);
        }
        List<String> words =
                Program.with(
                        List.of(
                                "setpriv",
                                "--reuid=" + Program.NOBODY,
                                "--regid=" + Program.NOBODY,
                                "--clear-groups",
                                "--",
                                Program.launcher().toString()),
                        arguments);
        Program.shell("chown -R %s:%s '%s'".formatted(Program.NOBODY, Program.NOBODY, folder));
        Program.assumeOpenToAll();
        return Program.run(client.environment(), words.toArray(String[]::new));
    }
}
