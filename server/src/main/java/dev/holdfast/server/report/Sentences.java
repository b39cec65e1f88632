package dev.holdfast.server.report;

import dev.holdfast.model.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * The first of many sentences, and how many there were.
 *
 * @param first safe to print, at most {@link #FIRST_MAX}
 * @param count of all
 */
public record Sentences(List<String> first, long count) {
    /** A thousand refusals are one line with a count. */
    static final int FIRST_MAX = 16;

    private static final int LENGTH_MAX = 500;

    public static final Sentences NONE = new Sentences(List.of(), 0);

    public Sentences {
        first = List.copyOf(first);
        if (first.size() > FIRST_MAX || count < first.size()) {
            throw new IllegalArgumentException(
                    "impossible sentences: %d of %d".formatted(first.size(), count));
        }
    }

    /** With one more; what is there already is only counted. */
    public Sentences and(String sentence) {
        String safe = cut(Printable.of(sentence));
        if (first.size() == FIRST_MAX || first.contains(safe)) {
            return new Sentences(first, count + 1);
        }
        List<String> more = new ArrayList<>(first);
        more.add(safe);
        return new Sentences(more, count + 1);
    }

    private static String cut(String sentence) {
        int points = sentence.codePointCount(0, sentence.length());
        return points <= LENGTH_MAX
                ? sentence
                : sentence.substring(0, sentence.offsetByCodePoints(0, LENGTH_MAX)) + "…";
    }
}
