package dev.holdfast.server.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A line of a log.
 *
 * @param text whom it is about, a colon, and a sentence, safe to print
 */
public record LogLine(Instant time, String text) {
    private static final String SEPARATOR = ": ";

    /** Whom it is about. */
    public String about() {
        int end = text.indexOf(SEPARATOR);
        return end < 0 ? "" : text.substring(0, end);
    }

    public String sentence() {
        int end = text.indexOf(SEPARATOR);
        return end < 0 ? text : text.substring(end + SEPARATOR.length());
    }

    /** As it stands in its file, without the line's end. */
    @Override
    public String toString() {
        return time.truncatedTo(ChronoUnit.MILLIS) + " " + text;
    }

    /** Empty for what is no line of ours. */
    static Optional<LogLine> parse(String line) {
        int blank = line.indexOf(' ');
        try {
            return blank < 0
                    ? Optional.empty()
                    : Optional.of(
                            new LogLine(
                                    Instant.parse(line.substring(0, blank)),
                                    line.substring(blank + 1)));
        } catch (DateTimeException foreign) {
            return Optional.empty();
        }
    }
}
