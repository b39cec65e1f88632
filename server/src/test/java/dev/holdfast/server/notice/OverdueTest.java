package dev.holdfast.server.notice;

import static dev.holdfast.server.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Series;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.Samples;
import dev.holdfast.server.notice.NoticePolicy.Punctuality;
import dev.holdfast.server.notice.Overdue.After;
import dev.holdfast.server.notice.Overdue.Late;
import dev.holdfast.server.notice.Overdue.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverdueTest {
    private static final Punctuality DAILY = NoticePolicy.STANDARD.punctuality();
    private static final Instant DUE = NOW.minus(Duration.ofHours(26));
    private static final Series JOB = new Series("db");

    private static List<Late> late(Seen seen) {
        return Overdue.of(List.of(seen), DAILY, NOW);
    }

    @Test
    void aSeriesIsLateOnceItsLastBackupIsOlderThanExpected() {
        Seen onTime = new Seen(Series.SYSTEM, 1, DUE, false);
        assertThat(late(onTime)).isEmpty();
        Seen late = new Seen(Series.SYSTEM, 1, DUE.minusMillis(1), false);
        assertThat(late(late)).containsExactly(new Late(Series.SYSTEM, late.last(), After.BACKUP));
        assertThat(late(late).getFirst().sentence("web1", NOW))
                .isEqualTo(
                        "web1: series system is overdue: its last backup came 26 h ago, at "
                                + late.last());
    }

    @Test
    void aClientThatNeverMadeABackupIsLateOnceItShouldHave() {
        assertThat(Overdue.ofNone(DUE, DAILY, NOW)).isEmpty();
        Instant enrolled = DUE.minusMillis(1);
        assertThat(Overdue.ofNone(enrolled, DAILY, NOW))
                .containsExactly(new Late(Series.SYSTEM, enrolled, After.ENROLMENT))
                .extracting(late -> late.sentence("web1", NOW))
                .containsExactly(
                        "web1 is overdue: there is no backup of it, and it was set up 26 h ago, at "
                                + enrolled);
        Punctuality except = new Punctuality(DAILY.within(), Set.of("system"));
        assertThat(Overdue.ofNone(enrolled, except, NOW)).isEmpty();
        Punctuality off = new Punctuality(Duration.ZERO, Set.of());
        assertThat(Overdue.ofNone(enrolled, off, NOW)).isEmpty();
    }

    @Test
    void whatIsMadeByHandIsNeverLate() {
        assertThat(late(new Seen(Series.MANUAL, 100, Instant.EPOCH, true))).isEmpty();
    }

    @Test
    void aJobIsLateWhenItHasComeTwiceOrWasLateBefore() {
        assertThat(late(new Seen(JOB, 1, Instant.EPOCH, false))).isEmpty();
        assertThat(late(new Seen(JOB, 2, Instant.EPOCH, false))).hasSize(1);
        assertThat(late(new Seen(JOB, 1, Instant.EPOCH, true))).hasSize(1);
    }

    @Test
    void nothingIsLateThatIsExceptedOrWhereNobodyMinds() {
        List<Seen> seen = List.of(new Seen(JOB, 2, Instant.EPOCH, false));
        Punctuality except = new Punctuality(DAILY.within(), Set.of("db"));
        assertThat(Overdue.of(seen, except, NOW)).isEmpty();
        Punctuality off = new Punctuality(Duration.ZERO, Set.of());
        assertThat(Overdue.of(seen, off, NOW)).isEmpty();
    }

    @Test
    void aClockThatWentBackMakesNothingLate() {
        assertThat(late(new Seen(Series.SYSTEM, 9, NOW.plusSeconds(1_000_000), false))).isEmpty();
    }

    @Test
    void whatWasLateIsRememberedAndWhatIsDamagedIsForgotten(@TempDir Path root) throws IOException {
        LateBefore before = new LateBefore(Volume.on(root));
        assertThat(before.load()).isEmpty();
        LateBefore.Of late = new LateBefore.Of(Samples.id(1), JOB);
        before.save(List.of(late));
        assertThat(before.load()).containsExactly(late);
        Files.writeString(root.resolve("overdue.json"), "{");
        assertThat(before.load()).isEmpty();
    }
}
