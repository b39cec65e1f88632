package dev.holdfast.server.config;

import dev.holdfast.model.Printable;
import dev.holdfast.server.space.Amount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes, shares and spans of time as administrators write them. All throw {@link
 * IllegalArgumentException} for what they cannot read.
 */
public final class Quantity {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?) *(.*)");
    private static final String UNITS = "KMGTP";
    private static final int DAYS_OF_A_MONTH = 30;
    private static final int DAYS_OF_A_YEAR = 365;
    private static final long SECONDS_OF_A_DAY = 86_400;

    private static final Map<String, Long> SPANS =
            Map.of(
                    "s",
                    1L,
                    "min",
                    60L,
                    "h",
                    3_600L,
                    "d",
                    SECONDS_OF_A_DAY,
                    "day",
                    SECONDS_OF_A_DAY,
                    "days",
                    SECONDS_OF_A_DAY,
                    "month",
                    DAYS_OF_A_MONTH * SECONDS_OF_A_DAY,
                    "months",
                    DAYS_OF_A_MONTH * SECONDS_OF_A_DAY,
                    "year",
                    DAYS_OF_A_YEAR * SECONDS_OF_A_DAY,
                    "years",
                    DAYS_OF_A_YEAR * SECONDS_OF_A_DAY);

    private Quantity() {}

    /** Bytes: {@code 500}, {@code 500M}, {@code 1.5 GiB}; units are powers of 1024. */
    public static long bytes(String text) {
        Matcher form = match(text, "a size such as 500M or 1.5 GiB");
        String unit = form.group(2).toUpperCase(Locale.ROOT);
        int power = unit.isEmpty() || unit.equals("B") ? 0 : UNITS.indexOf(unit.charAt(0)) + 1;
        boolean isKnown =
                power == 0
                        ? unit.isEmpty() || unit.equals("B")
                        : unit.length() == 1 || unit.substring(1).equals("IB");
        if (!isKnown) {
            throw new IllegalArgumentException(
                    "not a size such as 500M or 1.5 GiB: '%s'".formatted(Printable.of(text)));
        }
        BigDecimal bytes =
                new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(1L << (10 * power)));
        if (bytes.compareTo(BigDecimal.valueOf(1L << 60)) > 0) {
            throw new IllegalArgumentException("too large: " + Printable.of(text));
        }
        return bytes.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /** {@code 5 %}, as 5. */
    public static double percent(String text) {
        Matcher form = match(text, "a share such as 5 %");
        if (!form.group(2).equals("%")) {
            throw new IllegalArgumentException(
                    "not a share such as 5 %%: '%s'".formatted(Printable.of(text)));
        }
        return Double.parseDouble(form.group(1));
    }

    /** {@code 5 %} or a size. */
    public static Amount amount(String text) {
        return text.endsWith("%")
                ? new Amount.Percent(percent(text))
                : new Amount.Bytes(bytes(text));
    }

    /**
     * {@code 90 s}, {@code 6 h}, {@code 7 days}, {@code 6 months} (of 30 days), {@code 2 years}.
     */
    public static Duration span(String text) {
        Matcher form = match(text, "a span of time such as 6 h, 7 days or 6 months");
        Long unit = SPANS.get(form.group(2).toLowerCase(Locale.ROOT));
        if (unit == null || form.group(1).length() > 6) {
            throw new IllegalArgumentException(
                    "not a span of time such as 6 h, 7 days or 6 months: '%s'"
                            .formatted(Printable.of(text)));
        }
        return Duration.ofSeconds((long) (Double.parseDouble(form.group(1)) * unit));
    }

    /** {@code Europe/Berlin}. */
    static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException(
                    "no time zone such as Europe/Berlin: '%s'".formatted(Printable.of(text)),
                    unknown);
        }
    }

    private static Matcher match(String text, String what) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("not %s: '%s'".formatted(what, Printable.of(text)));
        }
        return form;
    }
}
