package dev.holdfast.server.report;

import static dev.holdfast.server.Samples.NOW;
import static dev.holdfast.server.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.protocol.message.Request.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
    @TempDir Path root;
    private Reports reports;

    @BeforeEach
    void open() throws IOException {
        reports = new Reports(Volume.on(root));
    }

    private static RunReport report(int number) {
        return new RunReport(
                NOW.plusSeconds(number),
                Optional.of(Series.SYSTEM),
                Optional.of(new SessionId(new UUID(0, number))),
                List.of(new Figure("bytes", number), new Figure("entries", -1)));
    }

    @Test
    void reportsAreReadAsTheyWereWrittenOldestFirst() throws IOException {
        RunReport early = new RunReport(NOW, Optional.empty(), Optional.empty(), List.of());
        reports.add(id(1), early, Bytes.EMPTY);
        reports.add(id(1), report(2), Bytes.EMPTY);
        assertThat(reports.list(id(1))).containsExactly(early, report(2));
        assertThat(reports.list(id(2))).isEmpty();
    }

    @Test
    void aLineOfALaterVersionIsLeftOutAndStays() throws IOException {
        reports.add(id(1), report(1), Bytes.EMPTY);
        Path file = root.resolve("reports/" + id(1) + ".jsonl");
        Files.writeString(file, "{\"mood\":\"good\"}\n", StandardOpenOption.APPEND);
        reports.add(id(1), report(2), Bytes.EMPTY);
        assertThat(reports.list(id(1))).containsExactly(report(1), report(2));
        assertThat(Files.readString(file)).contains("mood");
    }

    @Test
    void theNewestLogsAreKept() throws IOException {
        Bytes log = Bytes.utf8("sealed");
        for (int i = 0; i < Reports.LOGS_MAX + 2; i++) {
            reports.add(id(1), report(i), log);
        }
        try (var logs = Files.list(root.resolve("reports/" + id(1)))) {
            List<String> names = logs.map(each -> each.getFileName().toString()).sorted().toList();
            assertThat(names).hasSize(Reports.LOGS_MAX);
            assertThat(names.getFirst())
                    .isEqualTo("20260304T050609.000Z-00000000000000000000000000000002.log");
        }
    }

    @Test
    void reportsBeyondTheLimitPushTheOldestOut() throws IOException {
        List<Figure> most = new ArrayList<>();
        for (int i = 100; i < 356; i++) {
            most.add(new Figure("f".repeat(60) + i, Long.MIN_VALUE));
        }
        int count = 0;
        for (long size = 0; size <= Reports.LENGTH_MAX; size += 256 * 80) {
            RunReport large =
                    new RunReport(
                            NOW.plusSeconds(count++), Optional.empty(), Optional.empty(), most);
            reports.add(id(1), large, Bytes.EMPTY);
        }
        List<RunReport> kept = reports.list(id(1));
        assertThat(kept).hasSizeBetween(count / 4, count - 1);
        assertThat(kept.getLast().received()).isEqualTo(NOW.plusSeconds(count - 1));
        assertThat(Files.size(root.resolve("reports/" + id(1) + ".jsonl")))
                .isLessThanOrEqualTo(Reports.LENGTH_MAX);
    }
}
