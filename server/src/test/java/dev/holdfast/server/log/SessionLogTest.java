package dev.holdfast.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.ClientId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.Samples;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionLogTest {
    private static final Instant NOW = Instant.parse("2026-11-20T04:00:00.123456Z");

    @TempDir Path root;

    private static final ClientId WEB1 = Samples.id(1);
    private static final ClientId WEB2 = Samples.id(2);

    private Instant now = NOW;

    private SessionLog log() {
        return SessionLog.of(root, WEB1, "client web1", () -> now);
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
        Path former = root.resolve("log/%s.log.1".formatted(WEB1));
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

    private List<String> read(Optional<ClientId> client) throws IOException {
        return LogReading.since(root, NOW.minusSeconds(1), client).stream()
                .map(LogLine::toString)
                .toList();
    }

    @Test
    void aThousandAttemptsAreOneLineAndACountAndPushOutNobodyElsesLines() throws IOException {
        SessionLog.of(root, WEB2, "client web2", () -> NOW).add("snapshot 1");
        new SessionLog(root, "maintenance", () -> NOW).add("expired snapshot 2");
        for (int i = 0; i < 1000; i++) {
            now = NOW.plusSeconds(1 + i);
            log().addNoise("refused: web1 may not come from 192.0.2." + i % 200);
        }
        String refused =
                "client web1: refused: web1 may not come from 192.0.2.199"
                        + " (999 more like this since 2026-11-20T04:00:01.123Z)";
        assertThat(read(Optional.empty()))
                .containsExactly(
                        "2026-11-20T04:00:00.123Z client web2: snapshot 1",
                        "2026-11-20T04:00:00.123Z maintenance: expired snapshot 2",
                        "2026-11-20T04:00:01.123Z client web1: refused: web1 may not come from"
                                + " 192.0.2.0",
                        "2026-11-20T04:16:40.123Z " + refused)
                .hasSize(4);
        assertThat(read(Optional.of(WEB2)))
                .containsExactly("2026-11-20T04:00:00.123Z client web2: snapshot 1");
        assertThat(LogReading.since(root, NOW.plusSeconds(2), Optional.empty())).hasSize(1);
        now = NOW.plusSeconds(4000);
        log().add("session began");
        assertThat(Files.readAllLines(log().file()))
                .hasSize(3)
                .element(1)
                .isEqualTo("2026-11-20T04:16:40.123Z " + refused);
    }

    @Test
    void whatIsNoLineIsPassedOver() throws IOException {
        log().add("session began");
        Files.writeString(log().file(), "\nrubbish\n2026 x\n", StandardOpenOption.APPEND);
        assertThat(read(Optional.empty())).hasSize(1);
    }

    @Test
    void logsOfAClientAreForgotten() throws IOException {
        log().add("session began");
        new SessionLog(root, "maintenance", () -> NOW).add("expired snapshot 2");
        SessionLog.forget(Volume.on(root), WEB1);
        assertThat(read(Optional.empty())).hasSize(1);
        assertThat(root.resolve("log")).isDirectoryNotContaining("glob:**/%s*".formatted(WEB1));
    }
}
