package dev.holdfast.server.retention;

import dev.holdfast.server.retention.RetentionPolicy.Order.Levels;
import dev.holdfast.server.retention.Timeline.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order by levels of a calendar: the newest so many hours, days, weeks and so on, each
 * represented by its first snapshot; one that is the first of several counts for all of them. Under
 * pressure all levels become shorter in proportion.
 */
final class LevelCalendar {
    private static final int RANKS = 10_000;
    private static final Wish NONE = new Wish(Verdict.UNWANTED, "in no level");

    private LevelCalendar() {}

    /** What each point is wanted for. */
    static Map<Point, Wish> wishes(List<Point> points, Levels levels) {
        Map<Point, Wish> wishes = new HashMap<>();
        points.forEach(point -> wishes.put(point, NONE));
        levels.counts()
                .forEach((period, count) ->
                        wish(points, period, count)
                                .forEach((point, wish) -> wishes.merge(point, wish, Wish::better)));
        return wishes;
    }

    private static Map<Point, Wish> wish(List<Point> points, Period period, int count) {
        Map<Long, Point> firsts =
                Cells.best(points, point -> period.numberOf(point.time()), Cells.FIRST);
        List<Long> newestFirst = new ArrayList<>(firsts.keySet());
        newestFirst.sort(Collections.reverseOrder());
        Map<Point, Wish> wishes = new HashMap<>();
        for (int i = 0; i < Math.min(count, newestFirst.size()); i++) {
            Point first = firsts.get(newestFirst.get(i));
            if (first != null) {
                int rank = (int) ((long) i * RANKS / count);
                wishes.put(first, new Wish(rank, "first of " + period.name(first.time())));
            }
        }
        return wishes;
    }
}
