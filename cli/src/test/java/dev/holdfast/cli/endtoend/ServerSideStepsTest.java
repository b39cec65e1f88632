package dev.holdfast.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the server runs around a client's backup, over a real sshd. */
@Execution(ExecutionMode.CONCURRENT)
class ServerSideStepsTest {
    @TempDir Path folder;

    private void step(String name, String script) throws IOException {
        Path file = folder.resolve("server/steps").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void theServerRunsItsOwnStepsAndMayRefuseABackup() throws IOException {
        Path told = folder.resolve("told");
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Files.writeString(tree.resolve("file"), "content");
        step("prepare.d/10-tell", "env | grep ^HOLDFAST >>'%s'".formatted(told));
        step("clients/web1/complete.d/10-tell", "env | grep ^HOLDFAST >>'%s'".formatted(told));
        step("clients/web2/prepare.d/10-veto", "exit 1");
        try (ServerHost server = ServerHost.start(folder.resolve("server"))) {
            ClientHost client = ClientHost.in(folder.resolve("client"));
            client.join(server.invite("web1"));
            client.mustHoldfast("backup", tree.toString());
            server.processes().awaitEnd();
            assertThat(Files.readAllLines(told))
                    .contains(
                            "HOLDFAST_STEP=prepare",
                            "HOLDFAST_CLIENT=web1",
                            "HOLDFAST_ADDRESS=127.0.0.1",
                            "HOLDFAST_ROOT=" + server.root(),
                            "HOLDFAST_STEP=complete",
                            "HOLDFAST_OUTCOME=done",
                            "HOLDFAST_SNAPSHOT=1");

            step("prepare.d/20-veto", "echo first; printf 'on holiday\\033[2J\\n'; exit 3");
            Files.delete(told);
            CommandResult refused = client.holdfast("backup", tree.toString());
            assertThat(refused.exitCode()).isEqualTo(4);
            assertThat(refused.errors())
                    .last()
                    .asString()
                    .isEqualTo("holdfast: a step on the server says no: on holiday\\x1b[2J");
            server.processes().awaitEnd();
            assertThat(Files.readAllLines(told))
                    .contains("HOLDFAST_STEP=complete", "HOLDFAST_OUTCOME=failed");
            assertThat(server.server("log", "--client", "web1").output())
                    .contains("step 20-veto failed with exit code 3")
                    .contains("  | on holiday\\x1b[2J")
                    .contains("refused: a step on the server says no: on holiday");
            client.mustHoldfast("list");
        }
    }
}
