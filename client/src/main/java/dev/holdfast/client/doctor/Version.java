package dev.holdfast.client.doctor;

import java.util.regex.Pattern;

/** Versions of the program, such as {@code 0.10.2}. */
final class Version {
    private static final Pattern NUMBERS = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6}){0,4}");

    private Version() {}

    /** Whether one is known to be older than another; of what is no version nothing is known. */
    static boolean isOlder(String one, String other) {
        if (!NUMBERS.matcher(one).matches() || !NUMBERS.matcher(other).matches()) {
            return false;
        }
        String[] ones = one.split("\\.", -1);
        String[] others = other.split("\\.", -1);
        for (int i = 0; i < Math.min(ones.length, others.length); i++) {
            int order = Integer.compare(Integer.parseInt(ones[i]), Integer.parseInt(others[i]));
            if (order != 0) {
                return order < 0;
            }
        }
        return ones.length < others.length;
    }
}
