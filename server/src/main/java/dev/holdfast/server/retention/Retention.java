package dev.holdfast.server.retention;

import dev.holdfast.server.retention.RetentionPolicy.Order;
import dev.holdfast.server.retention.RetentionPolicy.RollOff;
import dev.holdfast.server.retention.Saved.Mark;
import dev.holdfast.server.retention.Timeline.Point;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Judges the snapshots of one series: in which order they would go, and which never. Nothing here
 * knows how much room there is.
 *
 * <p>Never go: what is held; the newest unsuspicious snapshot; the newest, and the newest
 * unsuspicious, of each of the last days; and the last before each sudden change that nobody has
 * called harmless, with the first such change. The older history that is wanted goes last as long
 * as there is such a change. Surplus is in no history: no target, no day and no series is
 * represented by it.
 */
public final class Retention {
    private static final Wish BY_AGE = new Wish(0, "by age");

    private final RetentionPolicy policy;
    private final LocalDate today;
    private final List<Point> history;
    private final Map<Point, Wish> wishes;
    private final Map<Saved, String> protections = new HashMap<>();
    private final Optional<Point> change;

    private Retention(List<Point> points, RetentionPolicy policy, LocalDate today) {
        this.policy = policy;
        this.today = today;
        this.history = points.stream().filter(point -> !point.snapshot().is(Mark.SURPLUS)).toList();
        this.wishes = wishes();
        this.change = history.stream().filter(Retention::isSuspicious).findFirst();
    }

    /**
     * Judges a series.
     *
     * @param newestFirst its snapshots, by descending number
     * @param now the server's clock
     * @return all of them, those that go first at the beginning
     */
    public static List<Verdict> judge(
            List<Saved> newestFirst, RetentionPolicy policy, Instant now) {
        requireOrder(newestFirst);
        List<Point> points = Timeline.of(newestFirst, policy.zone(), now);
        LocalDate today = LocalDateTime.ofInstant(now, policy.zone()).toLocalDate();
        return new Retention(points, policy, today).judge(points);
    }

    private static void requireOrder(List<Saved> newestFirst) {
        for (int i = 1; i < newestFirst.size(); i++) {
            if (newestFirst.get(i).sequence() >= newestFirst.get(i - 1).sequence()) {
                throw new IllegalArgumentException("snapshots must come newest first");
            }
        }
    }

    private Map<Point, Wish> wishes() {
        return switch (policy.order()) {
            case Order.Age() -> {
                Map<Point, Wish> equal = new HashMap<>();
                history.forEach(point -> equal.put(point, BY_AGE));
                yield equal;
            }
            case Order.Importance() -> Importance.wishes(history, today);
            case Order.Levels levels -> LevelCalendar.wishes(history, levels);
        };
    }

    private List<Verdict> judge(List<Point> points) {
        protectHeld(points);
        protectDays();
        protectBeforeChange();
        protectNewest();
        List<Verdict> verdicts = new ArrayList<>();
        for (Point point : points) {
            verdicts.add(verdict(point));
        }
        verdicts.sort(Verdict.GOING);
        return verdicts;
    }

    private static boolean isSuspicious(Point point) {
        return point.snapshot().is(Mark.SUSPICIOUS);
    }

    /** Later calls give the reason that is shown. */
    private void protect(Point point, String reason) {
        protections.put(point.snapshot(), reason);
    }

    private void protectHeld(List<Point> points) {
        points.stream()
                .filter(point -> point.snapshot().is(Mark.HELD))
                .forEach(point -> protect(point, "held"));
    }

    private void protectDays() {
        Set<LocalDate> days = new HashSet<>();
        Set<LocalDate> unsuspiciousDays = new HashSet<>();
        for (Point point : history.reversed()) {
            LocalDate day = point.time().toLocalDate();
            boolean isNewest = days.add(day);
            boolean isGood = !isSuspicious(point) && unsuspiciousDays.add(day);
            boolean isYoung = today.toEpochDay() - day.toEpochDay() < policy.minimumAge();
            if (isYoung && (isNewest || isGood)) {
                protect(
                        point,
                        "newest of %s, one of the last %d days"
                                .formatted(day, policy.minimumAge()));
            }
        }
    }

    /**
     * One change after the other does not wear out what was before the first. The first stays, too:
     * without it nobody would know that there was one.
     */
    private void protectBeforeChange() {
        for (Point each : history.stream().filter(Retention::isSuspicious).toList()) {
            newestWhere(point -> isBefore(point, each) && !isSuspicious(point))
                    .ifPresent(point ->
                            protect(
                                    point,
                                    "last before the sudden change of snapshot %d"
                                            .formatted(each.snapshot().sequence())));
        }
        change.filter(first -> newestWhere(point -> isBefore(point, first)).isPresent())
                .ifPresent(first -> protect(first, "a sudden change that nobody called harmless"));
    }

    private static boolean isBefore(Point point, Point other) {
        return point.snapshot().sequence() < other.snapshot().sequence();
    }

    private void protectNewest() {
        Optional<Point> unsuspicious = newestWhere(point -> !isSuspicious(point));
        unsuspicious
                .or(() -> newestWhere(point -> true))
                .ifPresent(point -> protect(point, "newest of its series"));
    }

    private Optional<Point> newestWhere(Predicate<Point> condition) {
        return history.stream()
                .filter(condition)
                .max(Comparator.comparingLong(point -> point.snapshot().sequence()));
    }

    private Verdict verdict(Point point) {
        Saved snapshot = point.snapshot();
        String protection = protections.get(snapshot);
        Wish wish = wishes.get(point);
        if (protection != null) {
            return new Verdict(
                    snapshot, Verdict.Fate.PROTECTED, wish == null ? 0 : wish.rank(), protection);
        }
        if (wish == null) {
            return new Verdict(
                    snapshot,
                    Verdict.Fate.SURPLUS,
                    Verdict.UNWANTED,
                    "surplus: beyond what its client may bring");
        }
        Verdict.Fate fate = isRolledOff(point, wish) ? Verdict.Fate.ROLLED_OFF : Verdict.Fate.SPARE;
        return isGuarded(point, wish)
                ? new Verdict(
                        snapshot,
                        fate,
                        wish.rank() - Verdict.UNWANTED,
                        wish.reason() + ", before a sudden change")
                : new Verdict(snapshot, fate, wish.rank(), wish.reason());
    }

    private boolean isGuarded(Point point, Wish wish) {
        return change.isPresent()
                && isBefore(point, change.get())
                && wish.rank() != Verdict.UNWANTED;
    }

    private boolean isRolledOff(Point point, Wish wish) {
        long age = today.toEpochDay() - point.time().toLocalDate().toEpochDay();
        return switch (policy.rollOff()) {
            case RollOff.Off() -> false;
            case RollOff.Unwanted() -> wish.rank() == Verdict.UNWANTED;
            case RollOff.OlderThan(int days) -> age > days;
        };
    }
}
