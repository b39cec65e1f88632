package dev.holdfast.client.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Sentences of one kind: the first of them, and how many there were.
 *
 * @param first safe to print, at most {@link #FIRST_MAX}
 * @param count of all, at least as many
 */
public record Notes(List<String> first, long count) {
    /** Who has more to read than this looks at the machine itself. */
    public static final int FIRST_MAX = 50;

    /** A path may be long; the rest of a longer one helps nobody. */
    static final int LENGTH_MAX = 1_000;

    public static final Notes NONE = new Notes(List.of(), 0);

    public Notes {
        first = List.copyOf(first);
        if (first.size() > FIRST_MAX || count < first.size()) {
            throw new IllegalArgumentException(
                    "impossible notes: %d of %d".formatted(first.size(), count));
        }
    }

    /** With one more, which is safe to print; cut to its length. */
    Notes and(String sentence) {
        if (first.size() == FIRST_MAX) {
            return new Notes(first, count + 1);
        }
        List<String> more = new ArrayList<>(first);
        more.add(cut(sentence));
        return new Notes(more, count + 1);
    }

    private static String cut(String sentence) {
        if (sentence.length() <= LENGTH_MAX) {
            return sentence;
        }
        boolean splits = Character.isHighSurrogate(sentence.charAt(LENGTH_MAX - 1));
        return sentence.substring(0, splits ? LENGTH_MAX - 1 : LENGTH_MAX) + "…";
    }
}
