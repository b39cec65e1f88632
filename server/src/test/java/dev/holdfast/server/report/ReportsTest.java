package dev.holdfast.server.report;

import static dev.holdfast.server.Samples.NOW;
import static dev.holdfast.server.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.RunOutcome;
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
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
    private static final Served SERVED =
            new Served(
                    7,
                    OptionalLong.of(3),
                    Sentences.NONE.and("refused: \u001b[2J"),
                    new Served.Housework(
                            Optional.of(new Served.Reserve(10, 20)),
                            Optional.of(new Served.Reserve(30, 20)),
                            Sentences.NONE.and("expired snapshot 1 of web1: age")));

    @TempDir Path root;
    private Reports reports;

    @BeforeEach
    void open() throws IOException {
        reports = new Reports(Volume.on(root));
    }

    private static RunReport report(int number) {
        return report(
                number,
                RunOutcome.DONE,
                List.of(new Figure("bytes", number), new Figure("entries", -1)));
    }

    private static RunReport report(int number, RunOutcome outcome, List<Figure> figures) {
        return new RunReport(
                NOW,
                NOW.plusSeconds(number),
                Optional.of(Series.SYSTEM),
                Optional.of(new SessionId(new UUID(0, number))),
                outcome,
                figures,
                SERVED);
    }

    @Test
    void reportsAreReadAsTheyWereWrittenOldestFirst() throws IOException {
        RunReport early =
                new RunReport(
                        NOW,
                        NOW,
                        Optional.empty(),
                        Optional.empty(),
                        RunOutcome.REFUSED,
                        List.of(),
                        Served.NOTHING);
        reports.put(id(1), early, Bytes.EMPTY);
        reports.put(id(1), report(2), Bytes.EMPTY);
        assertThat(reports.list(id(1))).containsExactly(early, report(2));
        assertThat(reports.list(id(2))).isEmpty();
    }

    @Test
    void aLineOfALaterVersionIsLeftOutAndStays() throws IOException {
        reports.put(id(1), report(1), Bytes.EMPTY);
        Path file = root.resolve("reports/" + id(1) + ".jsonl");
        Files.writeString(file, "{\"mood\":\"good\"}\n", StandardOpenOption.APPEND);
        reports.put(id(1), report(2), Bytes.EMPTY);
        assertThat(reports.list(id(1))).containsExactly(report(1), report(2));
        assertThat(Files.readString(file)).contains("mood");
    }

    @Test
    void aSessionHasOneReportTheLast() throws IOException {
        reports.put(id(1), report(1, RunOutcome.UNDERWAY, List.of()), Bytes.EMPTY);
        reports.put(id(1), report(2), Bytes.EMPTY);
        reports.put(id(1), report(1), Bytes.EMPTY);
        assertThat(reports.list(id(1))).containsExactly(report(2), report(1));
    }

    @Test
    void whatIsUnderWayNoMoreBrokeOff() throws IOException {
        RunReport living = report(1, RunOutcome.UNDERWAY, List.of());
        RunReport dead = report(2, RunOutcome.UNDERWAY, List.of());
        reports.put(id(1), living, Bytes.EMPTY);
        reports.put(id(1), dead, Bytes.EMPTY);
        reports.put(id(1), report(3), Bytes.EMPTY);
        RunReport ended = report(2, RunOutcome.BROKEN_OFF, List.of());
        assertThat(reports.settle(id(1), living::equals)).containsExactly(ended);
        assertThat(reports.list(id(1))).containsExactly(living, ended, report(3));
        assertThat(reports.settle(id(1), living::equals)).isEmpty();
    }

    @Test
    void whatIsDamagedOrGoneBeginsAnew() throws IOException {
        reports.put(id(1), report(1), Bytes.EMPTY);
        Path file = root.resolve("reports/" + id(1) + ".jsonl");
        Files.write(file, new byte[Reports.LENGTH_MAX + 1]);
        assertThat(reports.list(id(1))).isEmpty();
        reports.put(id(1), report(2), Bytes.EMPTY);
        assertThat(reports.list(id(1))).containsExactly(report(2));
        Files.delete(file);
        Files.delete(root.resolve("reports/lock"));
        Files.delete(root.resolve("reports"));
        reports.put(id(1), report(3), Bytes.EMPTY);
        assertThat(reports.list(id(1))).containsExactly(report(3));
    }

    @Test
    void aThousandSentencesAreTheFirstAndACount() {
        Sentences sentences = Sentences.NONE;
        for (int i = 0; i < 1_000; i++) {
            sentences = sentences.and("no" + i % 20);
        }
        assertThat(sentences.count()).isEqualTo(1_000);
        assertThat(sentences.first()).hasSize(Sentences.FIRST_MAX).startsWith("no0", "no1");
        assertThat(Sentences.NONE.and("x".repeat(10_000)).first().getFirst()).hasSize(501);
        assertThat(SERVED.refusals().first()).containsExactly("refused: \\x1b[2J");
    }

    @Test
    void theNewestLogsAreKept() throws IOException {
        Bytes log = Bytes.utf8("sealed");
        for (int i = 0; i < Reports.LOGS_MAX + 2; i++) {
            reports.put(id(1), report(i), log);
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
            RunReport large = report(count++, RunOutcome.DONE, most);
            reports.put(id(1), large, Bytes.EMPTY);
        }
        List<RunReport> kept = reports.list(id(1));
        assertThat(kept).hasSizeBetween(count / 4, count - 1);
        assertThat(kept.getLast().ended()).isEqualTo(NOW.plusSeconds(count - 1));
        assertThat(Files.size(root.resolve("reports/" + id(1) + ".jsonl")))
                .isLessThanOrEqualTo(Reports.LENGTH_MAX);
    }
}
