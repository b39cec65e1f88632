package dev.holdfast.server.notice;

import dev.holdfast.model.Series;
import dev.holdfast.server.notice.NoticePolicy.Punctuality;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Notices that backups do not come. Pure. Only a series that comes by itself can be late: that of
 * the whole machine, and any other that has come twice, but none that is made by hand; and that of
 * the whole machine where a client has none at all.
 */
public final class Overdue {
    private Overdue() {}

    /**
     * A series as its vault has it.
     *
     * @param count of its snapshots
     * @param last when the newest was received, by the server's clock
     * @param wasLate when somebody last looked: it stays so when all but its newest have gone
     */
    public record Seen(Series series, long count, Instant last, boolean wasLate) {}

    /** What came last of a series that is late. */
    public enum After {
        BACKUP,
        /** Nothing but its client itself. */
        ENROLMENT
    }

    /** A series that is late, since when there is nothing newer. */
    public record Late(Series series, Instant last, After after) {
        /** For people. */
        public String sentence(String client, Instant now) {
            String ago = span(Duration.between(last, now));
            return switch (after) {
                case BACKUP ->
                        "%s: series %s is overdue: its last backup came %s ago, at %s"
                                .formatted(client, series, ago, last);
                case ENROLMENT ->
                        "%s is overdue: there is no backup of it, and it was set up %s ago, at %s"
                                .formatted(client, ago, last);
            };
        }

        private static String span(Duration span) {
            return span.toHours() < 72 ? span.toHours() + " h" : span.toDays() + " days";
        }
    }

    /** Those that are late, in the order in which they come. */
    public static List<Late> of(List<Seen> series, Punctuality punctuality, Instant now) {
        return series.stream()
                .filter(seen -> isRegular(seen) && !isExcepted(seen.series(), punctuality))
                .filter(seen -> isLate(seen.last(), punctuality.within(), now))
                .map(seen -> new Late(seen.series(), seen.last(), After.BACKUP))
                .toList();
    }

    /** Whether a client of which there is no backup at all should have made one. */
    public static List<Late> ofNone(Instant enrolled, Punctuality punctuality, Instant now) {
        Late first = new Late(Series.SYSTEM, enrolled, After.ENROLMENT);
        return isExcepted(Series.SYSTEM, punctuality)
                        || !isLate(enrolled, punctuality.within(), now)
                ? List.of()
                : List.of(first);
    }

    private static boolean isRegular(Seen seen) {
        if (seen.series().equals(Series.MANUAL)) {
            return false;
        }
        return seen.series().equals(Series.SYSTEM) || seen.count() > 1 || seen.wasLate();
    }

    private static boolean isExcepted(Series series, Punctuality punctuality) {
        return punctuality.within().isZero() || punctuality.except().contains(series.value());
    }

    private static boolean isLate(Instant last, Duration within, Instant now) {
        return last.plus(within).isBefore(now);
    }
}
