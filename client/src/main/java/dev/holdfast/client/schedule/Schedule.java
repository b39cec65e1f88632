package dev.holdfast.client.schedule;

import dev.holdfast.model.Printable;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** When a backup is to be made by itself, as somebody wrote it. */
public sealed interface Schedule {
    Pattern TIME = Pattern.compile("([01]?[0-9]|2[0-3]):[0-5][0-9]");
    DateTimeFormatter READ = DateTimeFormatter.ofPattern("H:mm", Locale.ROOT);

    /** At a time that is spread over the clients. */
    enum Every implements Schedule {
        HOUR("hourly"),
        DAY("daily"),
        WEEK("weekly");

        private final String word;

        Every(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** Every day, to the minute. */
    record At(LocalTime time) implements Schedule {
        @Override
        public String toString() {
            return time.toString();
        }
    }

    /** Never by itself. */
    record Off() implements Schedule {
        @Override
        public String toString() {
            return "off";
        }
    }

    /** How often a good backup is to be expected by it, a while allowed for; empty: never. */
    default Optional<Duration> within() {
        return switch (this) {
            case Every.HOUR -> Optional.of(Duration.ofHours(3));
            case Every.DAY -> Optional.of(Duration.ofHours(26));
            case At _ -> Every.DAY.within();
            case Every.WEEK -> Optional.of(Duration.ofDays(7).plusHours(2));
            case Off _ -> Optional.empty();
        };
    }

    /**
     * @throws IllegalArgumentException if it is none of the words and no time of day
     */
    static Schedule parse(String text) {
        for (Every each : Every.values()) {
            if (each.toString().equals(text)) {
                return each;
            }
        }
        if (text.equals("off")) {
            return new Off();
        }
        if (TIME.matcher(text).matches()) {
            return new At(LocalTime.parse(text, READ));
        }
        throw new IllegalArgumentException(
                "not a schedule: '%s' (hourly, daily, weekly, off, or a time of day such as 03:30)"
                        .formatted(Printable.of(text)));
    }
}
