package dev.holdfast.cli.argument;

import dev.holdfast.cli.console.UsageException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/** A time as people type it: a date, or a date and a time; without a zone it is the machine's. */
public final class TypedTime {
    private TypedTime() {}

    /**
     * Of a date the beginning of that day.
     *
     * @throws UsageException if it is no time
     */
    public static Instant orBeginningOfDay(String text) throws UsageException {
        return parse(text, TypedTime::beginning);
    }

    /**
     * Of a date the end of that day.
     *
     * @throws UsageException if it is no time
     */
    public static Instant orEndOfDay(String text) throws UsageException {
        return parse(text, day -> beginning(day.plusDays(1)).minusNanos(1));
    }

    private static Instant beginning(LocalDate day) {
        return day.atStartOfDay(ZoneId.systemDefault()).toInstant();
    }

    /** What a date alone means. */
    @FunctionalInterface
    private interface Day {
        Instant moment(LocalDate day);
    }

    private static Instant parse(String text, Day day) throws UsageException {
        String iso = text.strip().replace(' ', 'T');
        try {
            return iso.contains("T") ? dateAndTime(iso) : day.moment(LocalDate.parse(iso));
        } catch (DateTimeException wrong) {
            throw new UsageException(
                    "not a time: '%s' (write it as 2026-11-20, 2026-11-20T04:00 or with a zone,"
                                    .formatted(text)
                            + " 2026-11-20T04:00Z)",
                    wrong);
        }
    }

    private static Instant dateAndTime(String iso) {
        try {
            return OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeParseException withoutZone) {
            return LocalDateTime.parse(iso).atZone(ZoneId.systemDefault()).toInstant();
        }
    }
}
