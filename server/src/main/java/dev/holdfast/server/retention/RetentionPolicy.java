package dev.holdfast.server.retention;

import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;

/**
 * What an administrator wants of history.
 *
 * @param minimumAge days, 0 to {@link #DAYS_MAX}, counting today: the newest snapshot of each of
 *     them never goes
 * @param zone in which days begin and end
 */
public record RetentionPolicy(Order order, int minimumAge, RollOff rollOff, ZoneId zone) {
    public static final int DAYS_MAX = 36_500;

    public RetentionPolicy {
        requireDays("minimum-age", minimumAge, 0);
    }

    public static RetentionPolicy standard(ZoneId zone) {
        return new RetentionPolicy(new Order.Importance(), 7, new RollOff.Off(), zone);
    }

    private static void requireDays(String what, int days, int daysMin) {
        if (days < daysMin || days > DAYS_MAX) {
            throw new IllegalArgumentException(
                    "%s must be within %d and %d days: %d"
                            .formatted(what, daysMin, DAYS_MAX, days));
        }
    }

    /** Which snapshot of a series goes before which. */
    public sealed interface Order {
        /** The oldest goes first. */
        record Age() implements Order {}

        /** What is close to no target time goes first. */
        record Importance() implements Order {}

        /**
         * What is not among the newest of any period goes first.
         *
         * @param counts how many of each period are wanted, 0 to {@link #COUNT_MAX}
         */
        record Levels(Map<Period, Integer> counts) implements Order {
            public static final int COUNT_MAX = 10_000;

            public static final Levels STANDARD =
                    new Levels(
                            Map.of(
                                    Period.HOUR, 24,
                                    Period.DAY, 14,
                                    Period.WEEK, 8,
                                    Period.MONTH, 12,
                                    Period.YEAR, 10,
                                    Period.DECADE, 10));

            public Levels {
                counts.forEach(Levels::requireCount);
                counts = Map.copyOf(counts);
            }

            private static void requireCount(Period period, int count) {
                if (count < 0 || count > COUNT_MAX) {
                    throw new IllegalArgumentException(
                            "levels must be within 0 and %d: %s = %d"
                                    .formatted(COUNT_MAX, period.word(), count));
                }
            }

            /** The same with another count for a period. */
            public Levels with(Period period, int count) {
                Map<Period, Integer> changed = new EnumMap<>(Period.class);
                changed.putAll(counts);
                changed.put(period, count);
                return new Levels(changed);
            }
        }
    }

    /** What goes even when there is room. */
    public sealed interface RollOff {
        /** Nothing. */
        record Off() implements RollOff {}

        /** What no target time and no level wants. */
        record Unwanted() implements RollOff {}

        /** What is older than so many days. */
        record OlderThan(int days) implements RollOff {
            public OlderThan {
                requireDays("roll-off", days, 1);
            }
        }
    }
}
