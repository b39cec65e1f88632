package dev.holdfast.client.schedule;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.Series;
import dev.holdfast.platform.timer.TimedCommand.When;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.TextStyle;
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

    /** For who runs it; empty if nobody is to. */
    Optional<When> when(Schedule schedule) {
        return switch (schedule) {
            case Schedule.Off() -> Optional.empty();
            case Schedule.At(LocalTime at) -> Optional.of(when("", "*", at));
            case Schedule.Every.DAY -> Optional.of(when("", "*", time));
            case Schedule.Every.WEEK ->
                    Optional.of(when(dayName() + " ", String.valueOf(day.getValue() % 7), time));
            case Schedule.Every.HOUR ->
                    Optional.of(
                            new When(
                                    "*-*-* *:%02d:00".formatted(time.getMinute()),
                                    "%d * * * *".formatted(time.getMinute()),
                                    When.Spread.EXACT));
        };
    }

    private static When when(String calendarDay, String cronDay, LocalTime time) {
        return new When(
                "%s*-*-* %02d:%02d:00".formatted(calendarDay, time.getHour(), time.getMinute()),
                "%d %d * * %s".formatted(time.getMinute(), time.getHour(), cronDay),
                When.Spread.EXACT);
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
