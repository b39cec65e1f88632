package dev.holdfast.client.schedule;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.Series;
import dev.holdfast.platform.timer.TimedCommand.CatchUp;
import dev.holdfast.platform.timer.TimedCommand.When;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/**
 * When a client makes its backups, where it is left to us: in the night from 0:00 to 6:00, spread
 * over the clients and their series, and always at the same time. Pure.
 *
 * @param time of the day; of an hourly backup its minute counts
 * @param day of a weekly backup
 */
record BackupTimes(LocalTime time, DayOfWeek day) {
    private static final int NIGHT_MINUTES = 6 * 60;
    private static final int LATE_MINUTES = 90;
    private static final int DAYS_OF_A_WEEK = 7;

    static BackupTimes of(ClientId client, Series series) {
        ByteBuffer random = ByteBuffer.wrap(digest(client + " " + series));
        long minute = Integer.toUnsignedLong(random.getInt()) % NIGHT_MINUTES;
        int day = (int) (Integer.toUnsignedLong(random.getInt()) % 7);
        return new BackupTimes(LocalTime.MIDNIGHT.plusMinutes(minute), DayOfWeek.of(day + 1));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /**
     * For who runs it; empty if nobody is to.
     *
     * @param stamp of which the time says when it was run last
     */
    Optional<When> when(Schedule schedule, Path stamp) {
        return switch (schedule) {
            case Schedule.Off() -> Optional.empty();
            case Schedule.At(LocalTime at) -> Optional.of(daily(at, stamp));
            case Schedule.Every.DAY -> Optional.of(daily(time, stamp));
            case Schedule.Every.WEEK ->
                    Optional.of(
                            new When(
                                    dayName() + " *-*-* " + calendar(time),
                                    "%s * * %d".formatted(cron(time), day.getValue() % 7),
                                    When.Spread.EXACT,
                                    Optional.of(catchUp(time, DAYS_OF_A_WEEK, stamp))));
            case Schedule.Every.HOUR ->
                    Optional.of(
                            new When(
                                    "*-*-* *:%02d:00".formatted(time.getMinute()),
                                    hourly(time.getMinute()),
                                    When.Spread.EXACT,
                                    Optional.empty()));
        };
    }

    private static When daily(LocalTime time, Path stamp) {
        return new When(
                "*-*-* " + calendar(time),
                cron(time) + " * * *",
                When.Spread.EXACT,
                Optional.of(catchUp(time, 1, stamp)));
    }

    private static String calendar(LocalTime time) {
        return "%02d:%02d:00".formatted(time.getHour(), time.getMinute());
    }

    private static String cron(LocalTime time) {
        return "%d %d".formatted(time.getMinute(), time.getHour());
    }

    private static String hourly(int minute) {
        return "%d * * * *".formatted(minute);
    }

    /** Half an hour apart from the run itself, and not for the hour by which a day is longer. */
    private static CatchUp catchUp(LocalTime time, int days, Path stamp) {
        Duration age = Duration.ofDays(days).plusMinutes(LATE_MINUTES);
        return new CatchUp(hourly((time.getMinute() + 30) % 60), age, stamp);
    }

    /** When it is run next, after now; empty if it never is. */
    Optional<ZonedDateTime> next(Schedule schedule, ZonedDateTime now) {
        return switch (schedule) {
            case Schedule.Off() -> Optional.empty();
            case Schedule.At(LocalTime at) -> Optional.of(next(at, now));
            case Schedule.Every.DAY -> Optional.of(next(time, now));
            case Schedule.Every.WEEK -> {
                ZonedDateTime next = next(time, now);
                yield Optional.of(next.with(TemporalAdjusters.nextOrSame(day)));
            }
            case Schedule.Every.HOUR -> {
                ZonedDateTime next =
                        now.truncatedTo(ChronoUnit.HOURS).plusMinutes(time.getMinute());
                yield Optional.of(next.isAfter(now) ? next : next.plusHours(1));
            }
        };
    }

    private static ZonedDateTime next(LocalTime time, ZonedDateTime now) {
        ZonedDateTime today = now.with(time);
        return today.isAfter(now) ? today : now.plusDays(1).with(time);
    }

    private String dayName() {
        return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }

    /** For people. */
    String sentence(Schedule schedule) {
        return switch (schedule) {
            case Schedule.Off() -> "never by itself";
            case Schedule.At(LocalTime at) -> "every day at " + at;
            case Schedule.Every.DAY -> "every day at " + time;
            case Schedule.Every.WEEK -> "every %s at %s".formatted(dayName(), time);
            case Schedule.Every.HOUR -> "every hour at :%02d".formatted(time.getMinute());
        };
    }
}
