package dev.holdfast.server.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a backup may begin. A window that goes past midnight belongs to the day on which it begins.
 * When clocks change it is never shorter than it says: it begins at the first of two equal times
 * and ends at the second, and what begins at a time that is left out begins as much later.
 *
 * @param windows at least one; open when any is
 * @param slack by which each begins earlier and ends later
 */
public record Hours(List<Window> windows, ZoneId zone, Duration slack) {
    /** More would leave nothing closed that anybody writes down. */
    public static final Duration SLACK_MAX = Duration.ofHours(12);

    private static final int DAYS_OF_A_WEEK = 7;

    public Hours {
        windows = List.copyOf(windows);
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("hours without a window");
        }
        if (slack.isNegative() || slack.compareTo(SLACK_MAX) > 0) {
            throw new IllegalArgumentException(
                    "slack must be within 0 and %d minutes".formatted(SLACK_MAX.toMinutes()));
        }
    }

    /** A window on one day. */
    private record Span(Instant begin, Instant end) {
        boolean holds(Instant instant) {
            return !instant.isBefore(begin) && instant.isBefore(end);
        }
    }

    public boolean areOpen(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return spans(today.minusDays(2), today.plusDays(1)).anyMatch(span -> span.holds(now));
    }

    /** When they open next, if they are closed; empty only at the end of time. */
    public Optional<Instant> nextOpening(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return spans(today, today.plusDays(DAYS_OF_A_WEEK + 1))
                .map(Span::begin)
                .filter(begin -> begin.isAfter(now))
                .min(Comparator.naturalOrder());
    }

    private Stream<Span> spans(LocalDate first, LocalDate last) {
        return first.datesUntil(last.plusDays(1))
                .flatMap(day ->
                        windows.stream()
                                .filter(window -> window.days().contains(day.getDayOfWeek()))
                                .map(window -> span(window, day)));
    }

    private Span span(Window window, LocalDate day) {
        ZonedDateTime begin = day.atTime(window.from()).atZone(zone).withEarlierOffsetAtOverlap();
        LocalDate lastDay = window.isPastMidnight() ? day.plusDays(1) : day;
        ZonedDateTime end = lastDay.atTime(window.to()).atZone(zone).withLaterOffsetAtOverlap();
        return new Span(begin.toInstant().minus(slack), end.toInstant().plus(slack));
    }

    /** For people, such as {@code Mon-Fri 22:00-05:30 (Europe/Berlin)}. */
    @Override
    public String toString() {
        return "%s (%s)"
                .formatted(String.join(", ", windows.stream().map(Window::text).toList()), zone);
    }
}
