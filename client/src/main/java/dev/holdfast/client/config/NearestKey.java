package dev.holdfast.client.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which of the known keys somebody meant. */
final class NearestKey {
    private NearestKey() {}

    /**
     * The known key that differs least, unless it differs in more than a third of the letters of
     * its last word.
     */
    static Optional<String> of(String written, Collection<String> known) {
        return known.stream()
                .min(
                        Comparator.<String>comparingInt(key -> distance(written, key))
                                .thenComparing(Comparator.naturalOrder()))
                .filter(key -> 3 * distance(written, key) <= lastWord(key));
    }

    private static int lastWord(String key) {
        return key.length() - key.lastIndexOf('.') - 1;
    }

    /** How many letters must be put in, left out or exchanged (Levenshtein's distance). */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int exchanged = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
