package dev.holdfast.server.log;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides which lines a log gets, so that a thousand attempts are one line and a count. Pure. A
 * line is written when it comes first; those like it within a window of time are counted, and the
 * count is written when the window is over. What others make us say is alike when only numbers and
 * addresses differ, and only so many kinds of it are told apart.
 *
 * @param window how long lines are counted together
 * @param open what is being counted, in the order of its beginning
 */
record Repeats(Duration window, List<Repeat> open) {
    /** Of a log. */
    static final Duration WINDOW = Duration.ofHours(1);

    static final Repeats NONE = new Repeats(WINDOW, List.of());

    /** Kinds of noise in a window: more than any honest machine makes. */
    static final int NOISE_MAX = 64;

    /** What is told apart at once; all facts are written, of more than these each one is. */
    static final int OPEN_MAX = 256;

    private static final String REST = "other lines of other kinds";
    private static final Pattern NUMBER = Pattern.compile("[0-9a-f]*:[0-9a-f]*:[0-9a-f.:]*|[0-9]+");

    Repeats {
        open = List.copyOf(open);
    }

    /** Why a line is written. */
    enum Kind {
        /** The server says it by itself. */
        FACT,
        /** Somebody else made it happen, as often as they liked. */
        NOISE
    }

    /**
     * A line that was written, and how many like it were not.
     *
     * @param text of the last of them
     * @param more since then
     * @param last when the last of them came
     */
    record Repeat(Kind kind, String text, Instant since, Instant last, long more) {
        private boolean isLike(Kind other, String line) {
            return kind == other
                    && switch (kind) {
                        case FACT -> text.equals(line);
                        case NOISE -> likeness(text).equals(likeness(line));
                    };
        }

        private Repeat again(String line, Instant now) {
            return new Repeat(kind, line, since, now, more + 1);
        }

        private boolean isOver(Instant now, Duration window) {
            return now.isBefore(since) || !now.isBefore(since.plus(window));
        }

        /** What there is to say of those that were not written, if there were any. */
        Optional<LogLine> told() {
            return more == 0
                    ? Optional.empty()
                    : Optional.of(
                            new LogLine(
                                    last,
                                    "%s (%d more like this since %s)"
                                            .formatted(text, more, since)));
        }
    }

    /** What is to be remembered and what is to be written. */
    record Step(Repeats next, List<LogLine> lines) {
        Step {
            lines = List.copyOf(lines);
        }
    }

    /** The same with another window. */
    Repeats within(Duration other) {
        return new Repeats(other, open);
    }

    /** A line comes. */
    Step add(Kind kind, String text, Instant now) {
        Step due = due(now);
        List<Repeat> next = new ArrayList<>();
        List<LogLine> lines = new ArrayList<>(due.lines());
        boolean isCounted = false;
        for (Repeat each : due.next().open()) {
            if (!isCounted && each.isLike(kind, text)) {
                next.add(each.again(text, now));
                isCounted = true;
            } else {
                next.add(each);
            }
        }
        if (!isCounted) {
            first(kind, text, now, next).ifPresent(lines::add);
        }
        return new Step(new Repeats(window, next), lines);
    }

    /** No line comes; the counts of those whose window is over. */
    Step due(Instant now) {
        List<Repeat> next = new ArrayList<>();
        List<LogLine> lines = new ArrayList<>();
        for (Repeat each : open) {
            if (each.isOver(now, window)) {
                each.told().ifPresent(lines::add);
            } else {
                next.add(each);
            }
        }
        return new Step(new Repeats(window, next), lines);
    }

    private static Optional<LogLine> first(Kind kind, String text, Instant now, List<Repeat> next) {
        long noise = next.stream().filter(each -> each.kind == Kind.NOISE).count();
        boolean isTooMuch = kind == Kind.NOISE && noise >= NOISE_MAX;
        if (isTooMuch) {
            return rest(now, next);
        }
        if (next.size() < OPEN_MAX) {
            next.add(new Repeat(kind, text, now, now, 0));
        }
        return Optional.of(new LogLine(now, text));
    }

    private static Optional<LogLine> rest(Instant now, List<Repeat> next) {
        for (int i = 0; i < next.size(); i++) {
            if (next.get(i).isLike(Kind.FACT, REST)) {
                next.set(i, next.get(i).again(REST, now));
                return Optional.empty();
            }
        }
        next.add(new Repeat(Kind.FACT, REST, now, now, 0));
        return Optional.of(new LogLine(now, REST));
    }

    private static String likeness(String text) {
        return NUMBER.matcher(text).replaceAll("#");
    }

    String toText() {
        StringBuilder text = new StringBuilder();
        for (Repeat each : open) {
            text.append(
                    "%s %s %s %d %s\n"
                            .formatted(each.kind, each.since, each.last, each.more, each.text));
        }
        return text.toString();
    }

    /** What {@link #toText} made; nothing if it is anything else. */
    static Repeats parse(String text) {
        List<Repeat> open = new ArrayList<>();
        try {
            for (String line : text.lines().toList()) {
                String[] words = line.split(" ", 5);
                open.add(
                        new Repeat(
                                Kind.valueOf(words[0]),
                                words[4],
                                Instant.parse(words[1]),
                                Instant.parse(words[2]),
                                Long.parseLong(words[3])));
            }
        } catch (IllegalArgumentException
                | DateTimeException
                | ArrayIndexOutOfBoundsException damaged) {
            return NONE;
        }
        return new Repeats(WINDOW, open);
    }
}
