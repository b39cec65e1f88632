package dev.holdfast.model;

import java.util.regex.Pattern;

/**
 * The form of names that people choose and that become file names: {@code
 * [a-z0-9][a-z0-9.-]{0,62}}.
 */
final class Label {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");

    private Label() {}

    static void require(String what, String value) {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    ("not a %s: '%s' (lower-case letters, digits, '.' and '-', at most 63,"
                                    + " beginning with a letter or digit)")
                            .formatted(what, Printable.of(value)));
        }
    }
}
