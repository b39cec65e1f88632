package dev.holdfast.server.retention;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** A span of the calendar. Numbered so that later ones have higher numbers. */
public enum Period {
    HOUR,
    DAY,
    WEEK,
    MONTH,
    YEAR,
    DECADE;

    private static final LocalDateTime BEGINNING = LocalDate.EPOCH.atStartOfDay();

    /** 1970 began on a Thursday; weeks begin on Mondays. */
    private static final int EPOCH_WEEKDAY = 3;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    long numberOf(LocalDateTime time) {
        return switch (this) {
            case HOUR -> Math.floorDiv(BEGINNING.until(time, ChronoUnit.SECONDS), 3600L);
            case DAY -> time.toLocalDate().toEpochDay();
            case WEEK -> Math.floorDiv(time.toLocalDate().toEpochDay() + EPOCH_WEEKDAY, 7L);
            case MONTH -> time.getYear() * 12L + time.getMonthValue();
            case YEAR -> time.getYear();
            case DECADE -> Math.floorDiv(time.getYear(), 10);
        };
    }

    String name(LocalDateTime time) {
        LocalDate date = time.toLocalDate();
        return switch (this) {
            case HOUR -> "the hour from %s %02d:00".formatted(date, time.getHour());
            case DAY -> date.toString();
            case WEEK ->
                    "week %d of %d"
                            .formatted(
                                    date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                                    date.get(IsoFields.WEEK_BASED_YEAR));
            case MONTH -> "%d-%02d".formatted(date.getYear(), date.getMonthValue());
            case YEAR -> "the year %d".formatted(date.getYear());
            case DECADE -> "the decade from %d".formatted(numberOf(time) * 10);
        };
    }
}
