package dev.holdfast.server.retention;

import dev.holdfast.server.retention.Timeline.Point;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order by closeness to target times: 0, 1, 2, 3, 7, 14, 21, 28, 56, 112 days, then every 28.
 *
 * <p>A target is an age, and ages pass: whatever is 7 days old today was 6 days old yesterday, when
 * the target wanted another. So that nothing is expired today that is wanted tomorrow, targets are
 * met from a calendar that stands still. Days are counted from 1970 and cut into cells of 1, 7, 28
 * and 56 days, each within the next; one snapshot stands for a cell, and what stands for a wide one
 * also stands for the narrow ones on its way. A snapshot has the rank of the target that it is
 * closest to, or will be next: it serves 7, 14, 21, 28 if it stands for a week, goes on to 28 if
 * for four, and to 56 and 112 if for eight; the other four-week ones go on to 84, 140 and so on.
 *
 * <p>Hence a rank never becomes better with time.
 */
final class Importance {
    private static final int WEEK = 7;
    private static final int FOUR_WEEKS = 28;
    private static final int EIGHT_WEEKS = 56;

    /** How many targets are nearer than the first of those that come every 28 days. */
    private static final int TARGETS_NAMED = 10;

    private static final Wish NONE = new Wish(Verdict.UNWANTED, "close to no target time");

    private final LocalDate today;
    private final Map<Point, Wish> wishes = new HashMap<>();

    private Importance(LocalDate today) {
        this.today = today;
    }

    /** What each point is wanted for. */
    static Map<Point, Wish> wishes(List<Point> points, LocalDate today) {
        Importance importance = new Importance(today);
        points.forEach(point -> importance.wishes.put(point, NONE));
        importance.stand(points, 1, Cells.NEWEST, Importance::ofDay);
        importance.stand(points, WEEK, Cells.FIRST_DAY, Importance::ofWeek);
        importance.stand(points, FOUR_WEEKS, Cells.FIRST_DAY, Importance::ofFourWeeks);
        importance.stand(points, EIGHT_WEEKS, Cells.FIRST_DAY, Importance::ofEightWeeks);
        return importance.wishes;
    }

    /** The target that an age in days is close to, or on its way to; 0 stands for today. */
    @FunctionalInterface
    private interface TargetOf {
        /** Negative: none. */
        long target(long age);
    }

    private void stand(List<Point> points, int days, Comparator<Point> order, TargetOf targetOf) {
        Cells.best(points, point -> Math.floorDiv(day(point), (long) days), order)
                .values()
                .forEach(point -> {
                    long target = targetOf.target(today.toEpochDay() - day(point));
                    if (target >= 0) {
                        wishes.merge(point, wish(target), Wish::better);
                    }
                });
    }

    private static long day(Point point) {
        return point.time().toLocalDate().toEpochDay();
    }

    private static long ofDay(long age) {
        return age <= 3 ? Math.max(age, 0) : -1;
    }

    /** 7, 14, 21, 28: the nearest, but for the youngest, which are on their way to 7. */
    private static long ofWeek(long age) {
        long nearest = (age + 3) / WEEK * WEEK;
        return nearest <= FOUR_WEEKS ? Math.max(nearest, WEEK) : -1;
    }

    /** 28, 84, 140, … */
    private static long ofFourWeeks(long age) {
        return atLeast(FOUR_WEEKS, age);
    }

    /** 56, 112, 168, … */
    private static long ofEightWeeks(long age) {
        return atLeast(EIGHT_WEEKS, age);
    }

    /** The first, first + 56, first + 112, …: the nearest, but for those before the first. */
    private static long atLeast(long first, long age) {
        long passed = Math.max(0, age - first + EIGHT_WEEKS / 2 - 1) / EIGHT_WEEKS;
        return first + passed * EIGHT_WEEKS;
    }

    private static Wish wish(long target) {
        String reason =
                target == 0
                        ? "today's"
                        : "target: %d day%s".formatted(target, target == 1 ? "" : "s");
        return new Wish(rank(target), reason);
    }

    private static int rank(long target) {
        return switch ((int) Math.min(target, Integer.MAX_VALUE)) {
            case 0, 1, 2, 3 -> (int) target;
            case 7, 14, 21, 28 -> (int) target / WEEK + 3;
            case 56 -> 8;
            case 112 -> 9;
            case 84 -> TARGETS_NAMED;
            default -> (int) (TARGETS_NAMED + 1 + (target - 140) / FOUR_WEEKS);
        };
    }
}
