package dev.holdfast.server.tell;

import static dev.holdfast.server.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.RunOutcome;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.mail.MailAddress;
import dev.holdfast.platform.mail.MailServer;
import dev.holdfast.server.Samples;
import dev.holdfast.server.notice.LateBefore;
import dev.holdfast.server.notice.NoticePolicy;
import dev.holdfast.server.notice.NoticePolicy.Carrier;
import dev.holdfast.server.notice.NoticePolicy.Hooks;
import dev.holdfast.server.notice.NoticePolicy.Readers;
import dev.holdfast.server.notice.Overdue.After;
import dev.holdfast.server.notice.Overdue.Late;
import dev.holdfast.server.report.RunReport;
import dev.holdfast.server.report.Sentences;
import dev.holdfast.server.report.Served;
import dev.holdfast.server.view.ClientView;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TidingsTest {
    private static final Hooks NO_HOOKS = NoticePolicy.STANDARD.hooks();

    @TempDir Path root;
    private Tidings tidings;

    @BeforeEach
    void open() throws IOException {
        tidings = new Tidings(Volume.on(root), "backup1", ZoneOffset.UTC);
    }

    private static NoticePolicy policy(Hooks hooks, Readers readers) {
        return new NoticePolicy(
                NoticePolicy.STANDARD.punctuality(),
                Optional.of(new Carrier(new MailAddress("from@example.org"), MailServer.SENDMAIL)),
                readers,
                hooks,
                Optional.empty());
    }

    private static NoticePolicy mail() {
        return policy(
                NO_HOOKS,
                new Readers(
                        List.of(new MailAddress("errors@example.org")),
                        List.of(new MailAddress("jobs@example.org")),
                        List.of(new MailAddress("digest@example.org"))));
    }

    private static RunReport run(RunOutcome outcome, Instant ended) {
        return new RunReport(
                NOW,
                ended,
                Optional.of(Series.SYSTEM),
                Optional.of(new SessionId(new UUID(0, 1))),
                outcome,
                List.of(),
                new Served(
                        0,
                        OptionalLong.empty(),
                        outcome == RunOutcome.REFUSED
                                ? Sentences.NONE.and("refused: no room")
                                : Sentences.NONE,
                        Served.Housework.NONE));
    }

    /** What waits, in its order: of mail the readers and the subject, of calls all. */
    private List<String> waiting() throws IOException {
        List<String> waiting = new ArrayList<>();
        if (!Files.exists(root.resolve("outbox"))) {
            return waiting;
        }
        try (Stream<Path> files = Files.list(root.resolve("outbox"))) {
            for (Path file : files.sorted().toList()) {
                String text = Files.readString(file);
                if (file.toString().endsWith(".mail")) {
                    String to =
                            text.lines()
                                    .filter(line -> line.startsWith("To: "))
                                    .findFirst()
                                    .orElseThrow();
                    String subject =
                            text.lines()
                                    .filter(line -> line.startsWith("Subject: "))
                                    .findFirst()
                                    .orElseThrow();
                    waiting.add(to.substring(4) + " | " + subject.substring(9));
                } else if (file.toString().endsWith(".call")) {
                    waiting.add(text.strip());
                }
            }
        }
        return waiting;
    }

    @Test
    void aGoodRunIsToldToWhoeverReadsOfJobs() throws IOException {
        tidings.run("web1", run(RunOutcome.DONE, NOW), mail(), NOW);
        assertThat(waiting())
                .containsExactly("jobs@example.org | [holdfast] web1: done, series system");
    }

    @Test
    void aBadRunIsToldToWhoeverReadsOfErrorsToo() throws IOException {
        tidings.run("web1", run(RunOutcome.GAPS, NOW), mail(), NOW);
        assertThat(waiting())
                .containsExactly(
                        "errors@example.org | [holdfast] web1: GAPS, series system",
                        "jobs@example.org | [holdfast] web1: GAPS, series system");
    }

    @Test
    void aThousandRefusalsAreOneMailAndThenACount() throws IOException {
        NoticePolicy onlyErrors =
                policy(
                        NO_HOOKS,
                        new Readers(
                                List.of(new MailAddress("errors@example.org")),
                                List.of(),
                                List.of()));
        for (int i = 0; i < 100; i++) {
            tidings.run("web1", run(RunOutcome.REFUSED, NOW), onlyErrors, NOW.plusSeconds(i));
        }
        assertThat(waiting()).hasSize(1);
        tidings.run("web2", run(RunOutcome.REFUSED, NOW), onlyErrors, NOW);
        assertThat(waiting()).hasSize(2);
        tidings.run("web1", run(RunOutcome.REFUSED, NOW), onlyErrors, NOW.plus(ToldBefore.QUIET));
        assertThat(waiting()).hasSize(3);
        try (Stream<Path> files = Files.list(root.resolve("outbox"))) {
            Path last =
                    files.filter(each -> each.toString().endsWith(".mail"))
                            .max(Path::compareTo)
                            .orElseThrow();
            assertThat(Files.readString(last)).contains("happened 99 times more");
        }
    }

    @Test
    void aRunThatBrokeOffIsToldOnceWhenNobodyTriedAgainForLong() throws IOException {
        RunReport broken = run(RunOutcome.BROKEN_OFF, NOW);
        tidings.run("web1", broken, mail(), NOW);
        tidings.lastRun("web1", broken, mail(), NOW.plus(Duration.ofHours(2)));
        assertThat(waiting()).isEmpty();
        for (int hour = 3; hour < 72; hour++) {
            tidings.lastRun("web1", broken, mail(), NOW.plus(Duration.ofHours(hour)));
        }
        assertThat(waiting()).hasSize(2);
        tidings.lastRun("web1", run(RunOutcome.DONE, NOW), mail(), NOW.plus(Duration.ofHours(3)));
        assertThat(waiting()).hasSize(2);
    }

    @Test
    void programsAreCalledAfterEachRun() throws IOException {
        Hooks hooks =
                new Hooks(
                        Optional.of(URI.create("http://h/hook")),
                        Optional.of(URI.create("http://h/good")),
                        Optional.of(URI.create("http://h/bad")));
        NoticePolicy policy = policy(hooks, NoticePolicy.STANDARD.readers());
        tidings.run("web1", run(RunOutcome.DONE, NOW), policy, NOW);
        tidings.run("web1", run(RunOutcome.FAILED, NOW), policy, NOW);
        assertThat(waiting())
                .containsExactly(
                        """
                        http://h/hook
                        {"event":"run","server":"backup1","client":"web1",\
                        "began":"2026-03-04T05:06:07Z","ended":"2026-03-04T05:06:07Z",\
                        "series":"system","session":"00000000000000000000000000000001",\
                        "outcome":"done","figures":{},"new-bytes":0}\
                        """,
                        "http://h/good",
                        waiting().get(2),
                        "http://h/bad");
        assertThat(waiting().get(2)).contains("\"outcome\":\"failed\"");
    }

    @Test
    void nobodyIsToldWithoutAWayOrReaders() throws IOException {
        tidings.run("web1", run(RunOutcome.FAILED, NOW), NoticePolicy.STANDARD, NOW);
        tidings.matters("about", List.of("wrong"), NoticePolicy.STANDARD, NOW);
        tidings.matters("about", List.of(), mail(), NOW);
        assertThat(waiting()).isEmpty();
        tidings.matters("about", List.of("wrong"), mail(), NOW);
        assertThat(waiting()).containsExactly("errors@example.org | [holdfast] backup1: about");
    }

    private static ClientView client(Late... late) {
        return new ClientView(
                Samples.id(1),
                "web1",
                Optional.empty(),
                List.of(late),
                List.of(),
                List.of(),
                List.of());
    }

    @Test
    void latenessIsNewsOnceAndAgainWhenItIsOver() {
        Late late = new Late(Series.SYSTEM, NOW.minus(Duration.ofDays(9)), After.BACKUP);
        LateBefore.Of of = new LateBefore.Of(Samples.id(1), Series.SYSTEM);
        Lateness begins = Lateness.of(List.of(client(late)), Set.of(), NOW);
        assertThat(begins.late()).containsExactly(of);
        assertThat(begins.news().get(client(late)))
                .containsExactly(
                        "web1: series system is overdue: its last backup came 9 days ago, at"
                                + " 2026-02-23T05:06:07Z");
        assertThat(Lateness.of(List.of(client(late)), Set.of(of), NOW).news()).isEmpty();
        Lateness ends = Lateness.of(List.of(client()), Set.of(of), NOW);
        assertThat(ends.late()).isEmpty();
        assertThat(ends.news().get(client()))
                .containsExactly("web1: series system is overdue no more");
        assertThat(Lateness.of(List.of(), Set.of(of), NOW).news()).isEmpty();
    }

    @Test
    void aDigestIsDueOnceADayInTheMorning() throws IOException {
        DigestDay day = new DigestDay(Volume.on(root));
        ZonedDateTime six = ZonedDateTime.parse("2026-03-04T06:00:00Z");
        assertThat(day.isDue(six.minusSeconds(1))).isFalse();
        assertThat(day.isDue(six)).isTrue();
        assertThat(day.isDue(six.plusHours(17))).isFalse();
        assertThat(day.isDue(six.plusHours(23))).isFalse();
        assertThat(day.isDue(six.plusHours(24))).isTrue();
    }
}
