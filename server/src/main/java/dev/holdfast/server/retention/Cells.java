package dev.holdfast.server.retention;

import dev.holdfast.server.retention.Timeline.Point;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * One snapshot for each cell of a calendar: the best one by an order that is the same for all
 * calendars, so that what stands for a wide cell also stands for the narrow one that it is in.
 */
final class Cells {
    private Cells() {}

    /** A sudden change stands for a cell only when there is nothing else in it. */
    private static Comparator<Point> order(Comparator<Point> usual) {
        Comparator<Point> unsuspicious =
                Comparator.comparing(point -> point.snapshot().is(Saved.Mark.SUSPICIOUS));
        return unsuspicious.thenComparing(usual);
    }

    /** The last of the first day: a narrow cell's choice is a day's newest. */
    static final Comparator<Point> FIRST_DAY =
            order(
                    Comparator.comparing((Point point) -> point.time().toLocalDate())
                            .thenComparing(newest()));

    static final Comparator<Point> FIRST =
            order(Comparator.comparingLong(point -> point.snapshot().sequence()));

    static final Comparator<Point> NEWEST = order(newest());

    private static Comparator<Point> newest() {
        return Comparator.comparingLong((Point point) -> point.snapshot().sequence()).reversed();
    }

    /** The best of each cell, by the cell's number. */
    static Map<Long, Point> best(
            List<Point> points, ToLongFunction<Point> cell, Comparator<Point> order) {
        Map<Long, Point> best = new HashMap<>();
        for (Point point : points) {
            best.merge(cell.applyAsLong(point), point, (a, b) -> order.compare(a, b) <= 0 ? a : b);
        }
        return best;
    }
}
