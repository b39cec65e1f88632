package dev.holdfast.server.retention;

import static dev.holdfast.server.retention.Calendars.saved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.server.retention.RetentionPolicy.Order;
import dev.holdfast.server.retention.RetentionPolicy.RollOff;
import dev.holdfast.server.retention.Saved.Mark;
import dev.holdfast.server.retention.Verdict.Fate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tables worked by hand. Day 20,020 since 1970 is 2024-10-24; cells of 7, 28, 56 begin there. */
class RetentionTest {
    private static final RetentionPolicy IMPORTANCE = RetentionPolicy.standard(ZoneOffset.UTC);
    private static final Instant NOW = Instant.parse("2024-12-20T12:00:00Z");

    private static RetentionPolicy with(Order order, int minimumAge) {
        return new RetentionPolicy(order, minimumAge, new RollOff.Off(), ZoneOffset.UTC);
    }

    /** One snapshot for each age in days, the number being 1000 less the age. */
    private static List<Saved> ages(int... days) {
        List<Saved> newestFirst = new ArrayList<>();
        for (int age : days) {
            newestFirst.add(new Saved(1000 - age, NOW.minus(Duration.ofDays(age)), Set.of()));
        }
        return newestFirst;
    }

    private static List<Long> agesThatGo(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(Verdict::mayGo)
                .map(verdict -> 1000 - verdict.snapshot().sequence())
                .toList();
    }

    private static Verdict of(long sequence, List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> verdict.snapshot().sequence() == sequence)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void noSnapshotsNoVerdicts() {
        assertThat(Retention.judge(List.of(), IMPORTANCE, NOW)).isEmpty();
    }

    @Test
    void theOnlySnapshotIsProtectedHoweverOld() {
        List<Verdict> verdicts = Retention.judge(ages(900), IMPORTANCE, NOW);
        assertThat(verdicts).extracting(Verdict::fate).containsExactly(Fate.PROTECTED);
        assertThat(verdicts.getFirst().reason()).isEqualTo("newest of its series");
    }

    @Test
    void byAgeTheOldestGoesFirst() {
        List<Verdict> verdicts =
                Retention.judge(ages(0, 5, 8, 30, 100), with(new Order.Age(), 7), NOW);
        assertThat(agesThatGo(verdicts)).containsExactly(100L, 30L, 8L);
    }

    /**
     * NOW is day 20,077 since 1970. Weeks begin at multiples of 7: 20,076, 20,069, … so at the ages
     * 1, 8, 15, 22, 29, 36, 43, 50, 57; four weeks at 20,076 (717 · 28), 20,048, 20,020: at the
     * ages 1, 29, 57; eight weeks at 20,048 (358 · 56) and 19,992: at the ages 29, 85.
     */
    @Test
    void byImportanceWhatIsCloseToNoTargetGoesFirst() {
        List<Saved> daily = ages(0, 1, 2, 3, 4, 7, 8, 9, 15, 22, 29, 36, 43, 57, 85);
        List<Verdict> verdicts = Retention.judge(daily, with(new Order.Importance(), 0), NOW);
        // Of each four-week cell the first is at the ages 1, 29, 57, 85; of each week at 8, 15, …
        assertThat(agesThatGo(verdicts))
                .containsExactly(
                        43L, 36L, 9L, 7L, 4L, // no target, oldest first
                        57L, // stands for four weeks: 84
                        85L, // stands for eight weeks: 112
                        29L, // 28
                        22L, // 21
                        15L, // 14
                        8L, // 7
                        3L, 2L, 1L);
        assertThat(of(1000 - 43, verdicts).reason()).isEqualTo("close to no target time");
        assertThat(of(1000 - 57, verdicts).reason()).isEqualTo("target: 84 days");
        assertThat(of(1000 - 8, verdicts).reason()).isEqualTo("target: 7 days");
    }

    /** Weeks begin on Mondays: 2024-12-16 and 2024-12-09. */
    @Test
    void byLevelsTheFirstOfEachPeriodIsWanted() {
        List<Saved> newestFirst =
                List.of(
                        saved(9, "2024-12-20T10:00:00Z"),
                        saved(8, "2024-12-20T09:00:00Z"),
                        saved(7, "2024-12-19T09:00:00Z"),
                        saved(6, "2024-12-16T09:00:00Z"),
                        saved(5, "2024-12-11T09:00:00Z"),
                        saved(4, "2024-12-09T09:00:00Z"),
                        saved(3, "2024-12-01T09:00:00Z"),
                        saved(2, "2024-11-03T09:00:00Z"),
                        saved(1, "2023-11-03T09:00:00Z"));
        Order levels =
                new Order.Levels(
                        Map.of(
                                Period.DAY,
                                2,
                                Period.WEEK,
                                2,
                                Period.MONTH,
                                2,
                                Period.YEAR,
                                2,
                                Period.DECADE,
                                1));
        List<Verdict> verdicts = Retention.judge(newestFirst, with(levels, 0), NOW);
        assertThat(verdicts)
                .extracting(verdict -> verdict.snapshot().sequence())
                .containsExactly(
                        5L, // in no level
                        4L, 7L, // second of their weeks and days
                        1L, 2L, 3L, 6L, 8L, // first of decade, year, month, week, day
                        9L); // protected
    }

    @Test
    void theFirstOfAMonthThatIsTheFirstOfAWeekCountsForBoth() {
        // 2024-07-01 was a Monday.
        List<Saved> newestFirst =
                List.of(
                        saved(3, "2024-07-02T09:00:00Z"),
                        saved(2, "2024-07-01T09:00:00Z"),
                        saved(1, "2024-06-30T09:00:00Z"));
        Order levels = new Order.Levels(Map.of(Period.WEEK, 1, Period.MONTH, 1));
        List<Verdict> verdicts =
                Retention.judge(
                        newestFirst, with(levels, 0), Instant.parse("2024-07-02T12:00:00Z"));
        assertThat(of(2, verdicts).rank()).isZero();
        assertThat(of(1, verdicts).rank()).isEqualTo(Verdict.UNWANTED);
        assertThat(of(3, verdicts).reason()).isEqualTo("newest of its series");
    }

    @Test
    void theNewestOfEachOfTheLastSevenDaysIsProtectedAndNoOther() {
        List<Saved> newestFirst =
                List.of(
                        saved(6, "2024-12-20T10:00:00Z"),
                        saved(5, "2024-12-14T23:59:59Z"),
                        saved(4, "2024-12-14T01:00:00Z"),
                        saved(3, "2024-12-14T00:00:00Z"),
                        saved(2, "2024-12-13T23:59:59Z"),
                        saved(1, "2024-12-13T00:00:00Z"));
        List<Verdict> verdicts = Retention.judge(newestFirst, with(new Order.Age(), 7), NOW);
        assertThat(verdicts)
                .filteredOn(Verdict::mayGo)
                .extracting(verdict -> verdict.snapshot().sequence())
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(of(5, verdicts).reason())
                .isEqualTo("newest of 2024-12-14, one of the last 7 days");
    }

    @Test
    void whatIsHeldNeverGoes() {
        List<Saved> newestFirst =
                List.of(
                        saved(2, "2024-12-20T10:00:00Z"),
                        saved(1, "2020-01-01T00:00:00Z", Mark.HELD));
        List<Verdict> verdicts = Retention.judge(newestFirst, IMPORTANCE, NOW);
        assertThat(of(1, verdicts).fate()).isEqualTo(Fate.PROTECTED);
        assertThat(of(1, verdicts).reason()).isEqualTo("held");
    }

    @Test
    void surplusGoesBeforeAllHistoryAndStandsForNothing() {
        List<Saved> newestFirst =
                List.of(
                        saved(3, "2024-12-20T10:00:00Z", Mark.SURPLUS),
                        saved(2, "2024-11-19T10:00:00Z"),
                        saved(1, "2024-11-18T10:00:00Z"));
        List<Verdict> verdicts = Retention.judge(newestFirst, IMPORTANCE, NOW);
        assertThat(verdicts)
                .extracting(verdict -> verdict.snapshot().sequence())
                .containsExactly(3L, 1L, 2L);
        assertThat(of(3, verdicts).fate()).isEqualTo(Fate.SURPLUS);
        assertThat(of(2, verdicts).reason()).isEqualTo("newest of its series");
    }

    @Test
    void surplusThatIsHeldStays() {
        List<Saved> held = List.of(saved(1, "2024-12-01T10:00:00Z", Mark.SURPLUS, Mark.HELD));
        assertThat(Retention.judge(held, IMPORTANCE, NOW))
                .extracting(Verdict::fate)
                .containsExactly(Fate.PROTECTED);
    }

    @Test
    void aSuddenChangeProtectsTheLastBeforeItAndMakesOlderTargetsGoLast() {
        List<Saved> newestFirst =
                List.of(
                        saved(6, "2024-12-10T10:00:00Z"),
                        saved(5, "2024-12-09T10:00:00Z"),
                        saved(4, "2024-12-08T10:00:00Z", Mark.SUSPICIOUS),
                        saved(3, "2024-12-07T10:00:00Z"),
                        saved(2, "2024-11-21T10:00:00Z"),
                        saved(1, "2024-11-20T10:00:00Z"));
        List<Verdict> verdicts = Retention.judge(newestFirst, IMPORTANCE, NOW);
        assertThat(of(6, verdicts).fate()).isEqualTo(Fate.PROTECTED);
        assertThat(of(3, verdicts).reason())
                .isEqualTo("last before the sudden change of snapshot 4");
        assertThat(verdicts)
                .filteredOn(Verdict::mayGo)
                .extracting(verdict -> verdict.snapshot().sequence())
                .containsExactly(5L, 1L, 2L);
        assertThat(of(1, verdicts).reason()).endsWith("before a sudden change");
    }

    @Test
    void oneSuddenChangeAfterTheOtherDoesNotWearOutWhatWasBeforeTheFirst() {
        List<Saved> newestFirst =
                List.of(
                        saved(6, "2024-12-11T10:00:00Z", Mark.SUSPICIOUS),
                        saved(5, "2024-12-10T10:00:00Z"),
                        saved(4, "2024-12-09T10:00:00Z", Mark.SUSPICIOUS),
                        saved(3, "2024-12-08T10:00:00Z", Mark.SUSPICIOUS),
                        saved(2, "2024-12-07T10:00:00Z"),
                        saved(1, "2024-11-20T10:00:00Z"));
        List<Verdict> verdicts = Retention.judge(newestFirst, IMPORTANCE, NOW);
        assertThat(of(2, verdicts).fate()).isEqualTo(Fate.PROTECTED);
        assertThat(of(3, verdicts).reason())
                .isEqualTo("a sudden change that nobody called harmless");
        assertThat(verdicts)
                .filteredOn(Verdict::mayGo)
                .extracting(verdict -> verdict.snapshot().sequence())
                .containsExactlyInAnyOrder(6L, 4L, 1L);
    }

    @Test
    void aSeriesOfNothingButSuddenChangesKeepsItsNewest() {
        List<Saved> newestFirst =
                List.of(
                        saved(2, "2023-12-08T10:00:00Z", Mark.SUSPICIOUS),
                        saved(1, "2023-12-07T10:00:00Z", Mark.SUSPICIOUS));
        List<Verdict> verdicts = Retention.judge(newestFirst, IMPORTANCE, NOW);
        assertThat(of(2, verdicts).mayGo()).isFalse();
        assertThat(of(1, verdicts).mayGo()).isTrue();
    }

    @Test
    void theNewestUnsuspiciousOfADayIsProtectedBesideTheNewest() {
        List<Saved> newestFirst =
                List.of(
                        saved(4, "2024-12-20T11:00:00Z", Mark.SUSPICIOUS),
                        saved(3, "2024-12-20T10:00:00Z", Mark.SUSPICIOUS),
                        saved(2, "2024-12-20T09:00:00Z", Mark.SUSPICIOUS),
                        saved(1, "2024-12-20T08:00:00Z"));
        List<Verdict> verdicts = Retention.judge(newestFirst, IMPORTANCE, NOW);
        assertThat(verdicts)
                .filteredOn(Verdict::mayGo)
                .extracting(verdict -> verdict.snapshot().sequence())
                .containsExactly(3L);
    }

    @Test
    void nothingRollsOffUnlessSomebodyWantsIt() {
        assertThat(Retention.judge(ages(0, 400, 4000), IMPORTANCE, NOW))
                .noneMatch(verdict -> verdict.fate() == Fate.ROLLED_OFF);
    }

    @Test
    void whatIsOlderThanTheRollOffGoesAtOnceButNotWhatIsProtected() {
        RetentionPolicy policy =
                new RetentionPolicy(
                        new Order.Importance(), 7, new RollOff.OlderThan(30), ZoneOffset.UTC);
        assertThat(Retention.judge(ages(29, 30, 31), policy, NOW))
                .extracting(Verdict::fate)
                .containsExactly(Fate.ROLLED_OFF, Fate.SPARE, Fate.PROTECTED);
        assertThat(Retention.judge(ages(31), policy, NOW))
                .extracting(Verdict::fate)
                .containsExactly(Fate.PROTECTED);
    }

    @Test
    void aRollOffOfTheUnwantedLeavesTheTargets() {
        RetentionPolicy policy =
                new RetentionPolicy(
                        new Order.Importance(), 7, new RollOff.Unwanted(), ZoneOffset.UTC);
        assertThat(Retention.judge(ages(0, 8, 9, 15), policy, NOW))
                .filteredOn(verdict -> verdict.fate() == Fate.ROLLED_OFF)
                .extracting(verdict -> 1000 - verdict.snapshot().sequence())
                .containsExactly(9L);
    }

    @Test
    void timesThatContradictTheOrderAreNotBelieved() {
        List<Saved> newestFirst =
                List.of(
                        saved(5, "2024-12-20T10:00:00Z"),
                        saved(4, "1970-01-01T00:00:00Z"),
                        saved(3, "2099-01-01T00:00:00Z"),
                        saved(2, "2024-12-18T10:00:00Z"),
                        saved(1, "2024-12-17T10:00:00Z"));
        assertThat(Timeline.of(newestFirst, ZoneOffset.UTC, NOW))
                .extracting(point -> point.time().toLocalDate().getDayOfMonth())
                .containsExactly(17, 18, 18, 18, 20);
    }

    @Test
    void snapshotsInAnotherOrderAreAMistakeOfTheCaller() {
        List<Saved> newestFirst = ages(0, 3);
        assertThatThrownBy(() -> Retention.judge(newestFirst.reversed(), IMPORTANCE, NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anImpossiblePolicyIsRefused() {
        assertThatThrownBy(() -> with(new Order.Age(), -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> with(new Order.Age(), RetentionPolicy.DAYS_MAX + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RollOff.OlderThan(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Order.Levels(Map.of(Period.DAY, -1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
