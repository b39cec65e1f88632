package dev.holdfast.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a limit of the upload promises, over a real line. */
@Timeout(240)
class UploadLimitOverSshTest {
    private static final int BYTES = 8 << 20;

    /** At 1 MiB a second, but for the second's worth that may go at once, and a last part. */
    private static final Duration AT_LEAST = Duration.ofSeconds(8).minusMillis(1250);

    @TempDir Path folder;

    /** How long it takes otherwise depends on who else uses this machine: only the least counts. */
    @Test
    void noMoreIsSentInASecondThanTheLimitSays() throws IOException {
        byte[] incompressible = new byte[BYTES];
        new Random(1).nextBytes(incompressible);
        Path saved = Files.createDirectories(folder.resolve("saved"));
        Files.write(saved.resolve("file"), incompressible);
        try (ServerHost server = ServerHost.start(folder.resolve("server"))) {
            ClientHost client = ClientHost.in(folder.resolve("client"));
            client.join(server.invite("web1"));
            client.configure("[limit]\nupload = \"1 M\"\n");
            long began = System.nanoTime();
            client.mustHoldfast("backup", saved.toString());
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isGreaterThanOrEqualTo(AT_LEAST);
            client.mustHoldfast("restore", "--to", folder.resolve("back").toString(), "--all");
            assertThat(folder.resolve("back" + saved).resolve("file"))
                    .hasBinaryContent(incompressible);
        }
    }
}
