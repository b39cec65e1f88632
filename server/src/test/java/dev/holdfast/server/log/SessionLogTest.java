package dev.holdfast.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionLogTest {
    private static final Instant NOW = Instant.parse("2026-11-20T04:00:00.123456Z");

    @TempDir Path root;

    private SessionLog log() {
        return new SessionLog(root, "client web1", () -> NOW);
    }

    @Test
    void aLineTellsWhenAndAboutWhomAndCannotBecomeTwo() throws IOException {
        log().add("session began");
        log().add("refused: a\nb");
        assertThat(Files.readString(log().file()))
                .isEqualTo(
                        """
                        2026-11-20T04:00:00.123Z client web1: session began
                        2026-11-20T04:00:00.123Z client web1: refused: a\\nb
                        """);
    }

    @Test
    void aLongLogGivesWayToANewOneAndOnlyOneFormerOneIsKept() throws IOException {
        Files.createDirectories(root.resolve("log"));
        Path former = root.resolve("log/sessions.log.1");
        Files.writeString(former, "older\n");
        try (RandomAccessFile file = new RandomAccessFile(log().file().toFile(), "rw")) {
            file.setLength(SessionLog.LENGTH_MAX - 1);
        }
        log().add("fits in");
        assertThat(Files.readString(former)).isEqualTo("older\n");
        log().add("is the first of the new one");
        assertThat(Files.size(former)).isGreaterThan(SessionLog.LENGTH_MAX);
        assertThat(Files.readString(log().file()))
                .isEqualTo("2026-11-20T04:00:00.123Z client web1: is the first of the new one\n");
    }

    @Test
    void noSessionFailsForItsLog() throws IOException {
        Files.writeString(root.resolve("log"), "not a folder");
        log().add("lost");
        assertThat(log().file()).doesNotExist();
    }
}
