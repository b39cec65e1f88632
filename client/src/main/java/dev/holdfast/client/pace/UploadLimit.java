package dev.holdfast.client.pace;

import dev.holdfast.model.Printable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many bytes a second may be sent, by the time of day. Pure.
 *
 * @param usual when no hours say otherwise; empty for no limit
 * @param hours the first that the time lies in counts
 */
public record UploadLimit(OptionalLong usual, List<Hours> hours) {
    public static final UploadLimit NONE = new UploadLimit(OptionalLong.empty(), List.of());

    /** A slower connection would look like a dead one. */
    static final long RATE_MIN = 1 << 10;

    private static final Pattern RATE = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?) *([KMG]?)");
    private static final Pattern HOURS =
            Pattern.compile("([0-9]{1,2}:[0-9]{2}) *- *([0-9]{1,2}:[0-9]{2}) +(.+)");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm", Locale.ROOT);
    private static final String UNLIMITED = "unlimited";
    private static final String UNITS = "KMG";

    /**
     * From one time of day, up to another, over midnight if need be; all day if they are the same.
     *
     * @param rate empty for no limit
     */
    record Hours(LocalTime from, LocalTime to, OptionalLong rate) {
        boolean contain(LocalTime time) {
            boolean begun = !time.isBefore(from);
            boolean over = !time.isBefore(to);
            return from.isBefore(to) ? begun && !over : begun || !over;
        }
    }

    public UploadLimit {
        hours = List.copyOf(hours);
    }

    /**
     * @param usual such as {@code 2 M}, in powers of 1024, or {@code unlimited}
     * @param hours such as {@code 08:00-18:00 500 K}
     * @throws IllegalArgumentException if one of them cannot be meant
     */
    public static UploadLimit parse(String usual, List<String> hours) {
        List<Hours> parsed = new ArrayList<>();
        for (String each : hours) {
            parsed.add(hours(each));
        }
        return new UploadLimit(rate(usual), parsed);
    }

    private static Hours hours(String text) {
        Matcher form = HOURS.matcher(text);
        if (form.matches()) {
            try {
                return new Hours(
                        LocalTime.parse(form.group(1), TIME),
                        LocalTime.parse(form.group(2), TIME),
                        rate(form.group(3)));
            } catch (DateTimeException noTime) {
                throw new IllegalArgumentException(noHours(text), noTime);
            }
        }
        throw new IllegalArgumentException(noHours(text));
    }

    private static String noHours(String text) {
        return "not hours with a rate, such as '08:00-18:00 500 K': '%s'"
                .formatted(Printable.of(text));
    }

    private static OptionalLong rate(String text) {
        if (text.equals(UNLIMITED)) {
            return OptionalLong.empty();
        }
        Matcher form = RATE.matcher(text);
        if (form.matches()) {
            String unit = form.group(2);
            int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
            BigDecimal scale = BigDecimal.valueOf(1L << (10 * power));
            long rate = new BigDecimal(form.group(1)).multiply(scale).longValue();
            if (rate >= RATE_MIN) {
                return OptionalLong.of(rate);
            }
        }
        throw new IllegalArgumentException(
                "not a rate such as '2 M' (bytes a second, 1 K or more) or 'unlimited': '%s'"
                        .formatted(Printable.of(text)));
    }

    /** Whether there is any limit at any time. */
    public boolean limits() {
        return usual.isPresent() || hours.stream().anyMatch(each -> each.rate().isPresent());
    }

    /** The bytes a second at a time of day; empty for no limit. */
    public OptionalLong at(LocalTime time) {
        return hours.stream()
                .filter(each -> each.contain(time))
                .findFirst()
                .map(Hours::rate)
                .orElse(usual);
    }
}
