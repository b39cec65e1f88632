package dev.holdfast.client.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.report.LocalReport;
import dev.holdfast.model.RunOutcome;
import dev.holdfast.model.Series;
import dev.holdfast.model.Timestamp;
import dev.holdfast.protocol.message.Request.Figure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastRunsTest {
    private static final Instant BEGAN = Instant.parse("2026-03-04T05:00:00Z");
    private static final Instant ENDED = BEGAN.plusSeconds(60);

    private static LocalReport run(Series series, RunOutcome outcome) {
        return new LocalReport(
                series, Timestamp.of(BEGAN), outcome, List.of(new Figure("seconds", 60)), Map.of());
    }

    private static List<String> critical(Instant now, LocalReport... oldestFirst) {
        return LastRuns.of(List.of(oldestFirst))
                .critical(now, _ -> Optional.of(Duration.ofHours(1)));
    }

    @Test
    void aMachineThatWasNeverBackedUpIsCritical() {
        assertThat(critical(ENDED)).hasSize(1);
    }

    @Test
    void aGoodRunIsEnoughForItsTimeAndNotLonger() {
        LocalReport good = run(Series.SYSTEM, RunOutcome.DONE);
        assertThat(critical(ENDED.plusSeconds(3599), good)).isEmpty();
        assertThat(critical(ENDED.plusSeconds(3600), good))
                .containsExactly("series system: no good backup within 1 hours");
    }

    @Test
    void aFailedRunIsCriticalAlthoughAGoodOneIsRecent() {
        assertThat(
                        critical(
                                ENDED,
                                run(Series.SYSTEM, RunOutcome.DONE),
                                run(Series.SYSTEM, RunOutcome.FAILED)))
                .singleElement()
                .asString()
                .startsWith("series system: the last run ended: ");
    }

    @Test
    void nobodyExpectsWhatIsMadeByHandOrIsOff() {
        assertThat(critical(ENDED.plusSeconds(9999), run(Series.MANUAL, RunOutcome.DONE)))
                .isEmpty();
        LastRuns runs = LastRuns.of(List.of(run(Series.SYSTEM, RunOutcome.DONE)));
        assertThat(runs.critical(ENDED.plusSeconds(9999), _ -> Optional.empty())).isEmpty();
    }
}
