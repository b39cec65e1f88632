package dev.holdfast.server.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.retention.RetentionPolicy.Order;
import dev.holdfast.server.retention.RetentionPolicy.RollOff;
import dev.holdfast.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** What holds for every calendar, watched day by day over made-up years. */
class RetentionCalendarTest {
    private static final int DAYS = 600;

    /** How far from its target what is kept for it may be, in days, when there is one each day. */
    private static final Map<Integer, Integer> TOLERANCES =
            Map.of(0, 0, 1, 0, 2, 0, 3, 0, 7, 3, 14, 3, 21, 3, 28, 3, 56, 28, 112, 28);

    private static RetentionPolicy policy(Order order) {
        return new RetentionPolicy(order, 7, new RollOff.Off(), Calendars.BERLIN);
    }

    private static List<Order> orders() {
        return List.of(new Order.Age(), new Order.Importance(), Order.Levels.STANDARD);
    }

    private static Instant evening(int day) {
        return Calendars.START.plus(Duration.ofDays(day)).plus(Duration.ofHours(19));
    }

    @ParameterizedTest
    @Seeds(4)
    void aRankNeverBecomesBetterSoNothingIsExpiredThatIsWantedLater(long seed) {
        List<Saved> calendar = Calendars.nightly(seed, DAYS);
        for (Order order : orders()) {
            Map<Saved, Integer> worst = new HashMap<>();
            List<Verdict> better = new ArrayList<>();
            for (int day = 0; day < DAYS; day += 2 + (int) (seed % 3)) {
                Instant now = evening(day);
                for (Verdict verdict :
                        Retention.judge(Calendars.until(calendar, now), policy(order), now)) {
                    Integer before = worst.put(verdict.snapshot(), verdict.rank());
                    if (before != null && verdict.rank() < before) {
                        better.add(verdict);
                    }
                }
            }
            assertThat(better).as("with %s", order).isEmpty();
        }
    }

    @ParameterizedTest
    @Seeds(20)
    void whatMayGoIsJudgedWhollyAndInOneOrderWhateverElseIsThere(long seed) {
        Random random = new Random(seed);
        List<Saved> calendar = Calendars.nightly(seed, DAYS);
        Instant now = evening(DAYS - random.nextInt(300));
        for (Order order : orders()) {
            List<Saved> newestFirst = Calendars.until(calendar, now);
            List<Verdict> verdicts = Retention.judge(newestFirst, policy(order), now);
            assertThat(verdicts)
                    .extracting(Verdict::snapshot)
                    .containsExactlyInAnyOrderElementsOf(newestFirst);
            assertThat(verdicts).isSortedAccordingTo(Verdict.GOING);
            List<Saved> fewer = new ArrayList<>(newestFirst);
            List<Verdict> going = verdicts.stream().filter(Verdict::mayGo).toList();
            going.subList(0, going.size() / 2).forEach(gone -> fewer.remove(gone.snapshot()));
            assertThat(Retention.judge(fewer, policy(order), now))
                    .filteredOn(Verdict::mayGo)
                    .as("when the first half has gone, the rest goes in the same order")
                    .extracting(Verdict::snapshot)
                    .containsExactlyElementsOf(
                            going.subList(going.size() / 2, going.size()).stream()
                                    .map(Verdict::snapshot)
                                    .toList());
        }
    }

    @Test
    void withRoomForSoManyEachNightWhatIsKeptCoversTheTargets() {
        for (int places : List.of(11, 16, 24)) {
            List<Saved> kept = new ArrayList<>();
            List<Saved> calendar = Calendars.daily(DAYS);
            for (int day = 0; day < DAYS; day++) {
                kept.addFirst(calendar.get(day));
                expireTo(places, kept, evening(day));
                if (day > 300) {
                    assertCovered(kept, places, evening(day));
                }
            }
        }
    }

    private static void expireTo(int places, List<Saved> kept, Instant now) {
        List<Verdict> verdicts =
                Retention.judge(kept, policy(new Order.Importance()), now).stream()
                        .filter(Verdict::mayGo)
                        .toList();
        int over = Math.min(kept.size() - places, verdicts.size());
        for (int i = 0; i < over; i++) {
            kept.remove(verdicts.get(i).snapshot());
        }
    }

    private static void assertCovered(List<Saved> kept, int places, Instant now) {
        TOLERANCES.forEach((target, tolerance) -> {
            // Seven are the last days', the others are for the targets in their order.
            if (target <= 21 || (target <= 28 && places >= 16) || places >= 24) {
                assertThat(kept)
                        .as("target %d of %d places at %s", target, places, now)
                        .anyMatch(saved -> Math.abs(age(saved, now) - target) <= tolerance);
            }
        });
    }

    private static long age(Saved saved, Instant now) {
        return date(now).toEpochDay() - date(saved.received()).toEpochDay();
    }

    private static LocalDate date(Instant time) {
        return LocalDate.ofInstant(time, Calendars.BERLIN);
    }

    @Test
    void anHourlyClientUnderPressureKeepsWhatADailyOneKeeps() {
        int days = 150;
        List<Saved> hourly = Calendars.hourly(days);
        List<Saved> kept = new ArrayList<>();
        int hour = 0;
        for (Saved next : hourly) {
            kept.addFirst(next);
            hour++;
            if (hour % 24 == 0) {
                expireTo(24, kept, next.received());
            }
        }
        Instant now = hourly.getLast().received();
        assertCovered(kept, 24, now);
        assertThat(kept).hasSize(24);
    }

    @ParameterizedTest
    @Seeds(20)
    void theLastSevenDaysAndTheNewestSurviveAnyPressure(long seed) {
        List<Saved> calendar = Calendars.nightly(seed, 120);
        List<Saved> kept = new ArrayList<>();
        Set<LocalDate> days = new HashSet<>();
        for (Saved next : calendar) {
            kept.addFirst(next);
            days.add(date(next.received()));
            expireTo(0, kept, next.received());
            LocalDate today = date(next.received());
            assertThat(kept).contains(next);
            assertThat(kept.stream().map(saved -> date(saved.received())))
                    .containsAll(
                            days.stream().filter(day -> day.isAfter(today.minusDays(7))).toList());
        }
    }

    @ParameterizedTest
    @Seeds(20)
    void aClockThatWasWrongForAFewBackupsChangesNoOtherVerdict(long seed) {
        Random random = new Random(seed);
        List<Saved> calendar = Calendars.daily(200);
        Instant now = evening(199);
        int wrong = 20 + random.nextInt(150);
        List<Saved> stamped = new ArrayList<>(calendar);
        for (int i = wrong; i < wrong + 3; i++) {
            Instant time = calendar.get(i).received().plus(Duration.ofDays(offset(random)));
            stamped.set(i, new Saved(calendar.get(i).sequence(), time, Set.of()));
        }
        Map<Long, Integer> right = ranks(calendar, now);
        Map<Long, Integer> judged = ranks(stamped, now);
        for (Saved saved : calendar) {
            long sequence = saved.sequence();
            boolean isNear = sequence >= wrong - 60 && sequence <= wrong + 60;
            if (!isNear) {
                assertThat(judged.get(sequence)).isEqualTo(right.get(sequence));
            }
        }
    }

    private static long offset(Random random) {
        return random.nextBoolean() ? 10_000 : -10_000;
    }

    private static Map<Long, Integer> ranks(List<Saved> oldestFirst, Instant now) {
        Map<Long, Integer> ranks = new HashMap<>();
        Retention.judge(oldestFirst.reversed(), policy(new Order.Importance()), now)
                .forEach(verdict -> ranks.put(verdict.snapshot().sequence(), verdict.rank()));
        return ranks;
    }
}
