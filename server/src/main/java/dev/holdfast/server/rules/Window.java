package dev.holdfast.server.rules;

import dev.holdfast.model.Printable;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Times of day, on some days of the week.
 *
 * @param days on which it begins
 * @param from its first minute
 * @param to its end; not after {@code from}: that of the next day
 * @param text as somebody wrote it
 */
public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to, String text) {
    private static final int NAME_LENGTH = 3;
    private static final Pattern TIMES =
            Pattern.compile("([0-9]{1,2}):([0-9]{2})-([0-9]{1,2}):([0-9]{2})");
    private static final int DAY_MINUTES = 24 * 60;

    private static final Map<String, DayOfWeek> DAYS =
            Stream.of(DayOfWeek.values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    day -> day.name().substring(0, NAME_LENGTH),
                                    Function.identity()));

    public Window {
        days = Set.copyOf(days);
    }

    boolean isPastMidnight() {
        return !to.isAfter(from);
    }

    /**
     * Reads windows with commas between them: {@code Mon-Fri 22:00-05:30, Sat}. Without days it is
     * every day, without times the whole day.
     *
     * @throws IllegalArgumentException if nobody understands it
     */
    public static List<Window> parseAll(String text) {
        List<Window> windows = new ArrayList<>();
        String daysAlone = "";
        for (String part : text.split(",", -1)) {
            String window = part.strip();
            boolean hasTimes = window.indexOf(':') >= 0;
            if (hasTimes && !daysAlone.isEmpty()) {
                throw new IllegalArgumentException(
                        ("'%1$s' would be the whole day; several days with the same times are"
                                        + " written with blanks: '%1$s %2$s'")
                                .formatted(daysAlone, Printable.of(window)));
            }
            daysAlone = hasTimes ? "" : Printable.of(window);
            windows.add(parse(window));
        }
        return windows;
    }

    private static Window parse(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        int from = 0;
        int to = DAY_MINUTES;
        String[] words = text.split(" +", -1);
        for (int i = 0; i < words.length; i++) {
            Matcher times = TIMES.matcher(words[i]);
            if (i == words.length - 1 && times.matches()) {
                from = minutes(text, times.group(1), times.group(2));
                to = minutes(text, times.group(3), times.group(4));
            } else {
                days.addAll(days(text, words[i]));
            }
        }
        if (from == to || from == DAY_MINUTES) {
            throw wrong(text);
        }
        return new Window(
                days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days,
                LocalTime.ofSecondOfDay(from * 60L),
                LocalTime.ofSecondOfDay(to % DAY_MINUTES * 60L),
                text);
    }

    private static int minutes(String text, String hours, String minutes) {
        int sum = Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
        if (Integer.parseInt(minutes) > 59 || sum > DAY_MINUTES) {
            throw wrong(text);
        }
        return sum;
    }

    /** {@code Mon}, or {@code Fri-Mon}, which goes over the week's end. */
    private static Set<DayOfWeek> days(String text, String word) {
        String[] ends = word.split("-", -1);
        DayOfWeek first = DAYS.get(ends[0].toUpperCase(Locale.ROOT));
        DayOfWeek last = DAYS.get(ends[ends.length - 1].toUpperCase(Locale.ROOT));
        if (ends.length > 2 || first == null || last == null) {
            throw wrong(text);
        }
        Set<DayOfWeek> days = EnumSet.of(first, last);
        for (DayOfWeek day = first; day != last; day = day.plus(1)) {
            days.add(day);
        }
        return days;
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "not hours such as 22:00-05:30 or Mon-Fri 22:00-05:30 or Sat Sun: '%s'"
                        .formatted(Printable.of(text)));
    }
}
