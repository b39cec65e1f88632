package dev.holdfast.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is run around a backup, and backups that the configuration describes. */
@Execution(ExecutionMode.CONCURRENT)
class StepsAndJobsTest {
    @TempDir Path folder;

    private ClientHost client;
    private Path tree;
    private String vault;

    @BeforeEach
    void makeTree() throws IOException {
        Program.assumeBuilt();
        client = ClientHost.in(folder.resolve("client"));
        tree = Files.createDirectories(folder.resolve("tree"));
        Files.writeString(tree.resolve("kept"), "kept");
        Files.writeString(tree.resolve("log"), "log");
        vault = folder.resolve("vault").toString();
    }

    private void step(String name, String script) throws IOException {
        Path file = folder.resolve("client/config").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private CommandResult backup(String... arguments) throws IOException {
        return client.holdfast(
                Program.with(List.of("backup", "--vault", vault), arguments)
                        .toArray(String[]::new));
    }

    @Test
    void stepsRunAroundABackupAndLearnItsOutcome() throws IOException {
        Path told = folder.resolve("told");
        step(
                "pre-backup.d/10-dump",
                "echo dumped >'%s/dump'; printf '\\033[2Jhi\\n'".formatted(tree));
        step("post-backup.d/10-tell", "env | grep ^HOLDFAST >'%s'".formatted(told));
        CommandResult made = backup("--verbose", tree.toString());
        assertThat(made.exitCode()).as("%s", made.errors()).isZero();
        assertThat(made.errors())
                .contains("  | \\x1b[2Jhi")
                .anyMatch(line -> line.matches("step 10-dump is done after \\d+ s"));
        assertThat(Files.readAllLines(told))
                .contains(
                        "HOLDFAST_STEP=post-backup",
                        "HOLDFAST_SERIES=manual",
                        "HOLDFAST_JOB=",
                        "HOLDFAST_OUTCOME=done",
                        "HOLDFAST_SNAPSHOT=1");
        assertThat(client.mustHoldfast("cat", "--vault", vault, "latest:" + tree + "/dump"))
                .isEqualTo("dumped\n");
        Files.delete(told);
        assertThat(backup("--skip-steps", "--quiet", tree.toString()).exitCode()).isZero();
        assertThat(told).doesNotExist();
    }

    @Test
    void aFailedStepBeforeStopsTheRunAndOneAfterIsToldInTheExitStatus() throws IOException {
        Path told = folder.resolve("told");
        step("pre-backup.d/10-dump", "echo no room; exit 7");
        step("post-backup.d/10-tell", "echo $HOLDFAST_OUTCOME >'%s'; exit 1".formatted(told));
        CommandResult stopped = backup(tree.toString());
        assertThat(stopped.exitCode()).isEqualTo(1);
        assertThat(stopped.errors())
                .contains("  | no room")
                .last()
                .asString()
                .matches(
                        "holdfast: the backup was not begun: step 10-dump failed with exit code 7"
                                + " after \\d+ s: no room");
        assertThat(told).hasContent("failed\n");

        client.configure("[steps]\noptional = ['10-dump']\n");
        CommandResult made = backup(tree.toString());
        assertThat(made.exitCode()).isEqualTo(1);
        assertThat(made.output()).startsWith("snapshot 1 of series manual: ");
        assertThat(made.errors())
                .anyMatch(line -> line.startsWith("WARNING: step 10-dump failed"))
                .last()
                .asString()
                .startsWith(
                        "holdfast: the backup is made, but what comes after it failed: step 10");
        assertThat(told).hasContent("done\n");
    }

    @Test
    void whatOthersMayChangeIsNotRun() throws IOException {
        step("pre-backup.d/10-dump", "touch '%s/ran'".formatted(tree));
        Path file = folder.resolve("client/config/pre-backup.d/10-dump");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));
        CommandResult refused = backup(tree.toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.errors())
                .containsExactly(
                        ("holdfast: nothing of %1$s is run: others may write to %1$s:"
                                        + " chmod go-w %1$s")
                                .formatted(file));
        assertThat(tree.resolve("ran")).doesNotExist();
    }

    @Test
    void jobsShareTheVaultAndHaveSeriesOfTheirOwn() throws IOException {
        client.configure(
                """
                [job.files]
                paths = ["%s"]
                exclude = ["log"]
                pre = ["echo job $HOLDFAST_JOB"]

                [job.db]
                stdin = "dump.sql"
                command = ["sh", "-c", "echo all of it"]
                """
                        .formatted(tree));
        assertThat(backup("--job", "files", "-v").errors()).contains("  | job files");
        assertThat(backup("--job", "db").output()).startsWith("snapshot 2 of series db: ");
        assertThat(client.mustHoldfast("ls", "--vault", vault, "1:" + tree))
                .contains("kept")
                .doesNotContain("log");
        assertThat(client.mustHoldfast("cat", "--vault", vault, "2:dump.sql"))
                .isEqualTo("all of it\n");
        assertThat(client.mustHoldfast("explain", "--job", "files", tree + "/log"))
                .contains("is left out");
        assertThat(backup("--job", "none").exitCode()).isEqualTo(2);
        assertThat(backup("--job", "files", "/etc").exitCode()).isEqualTo(2);
    }
}
