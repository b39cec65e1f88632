package dev.holdfast.server.retention;

import dev.holdfast.server.retention.Saved.Mark;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Made-up histories of backups. */
final class Calendars {
    /** It changes its clocks twice a year. */
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    static final Instant START = Instant.parse("2024-01-10T02:00:00Z");

    private Calendars() {}

    static Saved saved(long sequence, String time, Mark... marks) {
        return new Saved(sequence, Instant.parse(time), Set.of(marks));
    }

    /** One each night, some not; sometimes several by hand; sometimes a clock that is wrong. */
    static List<Saved> nightly(long seed, int days) {
        Random random = new Random(seed);
        List<Saved> saved = new ArrayList<>();
        int gap = 0;
        for (int day = 0; day < days; day++) {
            gap = gap > 0 ? gap - 1 : random.nextInt(60) == 0 ? random.nextInt(45) : 0;
            int count = gap > 0 ? 0 : random.nextInt(20) == 0 ? 1 + random.nextInt(5) : 1;
            for (int i = 0; i < count; i++) {
                Duration jitter = Duration.ofMinutes(random.nextInt(90) + i * 100L);
                add(saved, START.plus(Duration.ofDays(day)).plus(jitter));
            }
        }
        return saved;
    }

    static List<Saved> hourly(int days) {
        List<Saved> saved = new ArrayList<>();
        for (int hour = 0; hour < days * 24; hour++) {
            add(saved, START.plus(Duration.ofHours(hour)));
        }
        return saved;
    }

    static List<Saved> daily(int days) {
        List<Saved> saved = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            add(saved, START.plus(Duration.ofDays(day)));
        }
        return saved;
    }

    private static void add(List<Saved> saved, Instant time) {
        saved.add(new Saved(saved.size() + 1L, time, Set.of()));
    }

    /** What there is at a time, newest first. */
    static List<Saved> until(List<Saved> oldestFirst, Instant now) {
        return oldestFirst.stream()
                .filter(saved -> !saved.received().isAfter(now))
                .toList()
                .reversed();
    }
}
