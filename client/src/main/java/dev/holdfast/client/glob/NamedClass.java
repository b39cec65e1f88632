package dev.holdfast.client.glob;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;

/** Classes of ASCII characters as C names them, such as {@code [:alpha:]}. */
enum NamedClass {
    ALNUM("09AZaz"),
    ALPHA("AZaz"),
    BLANK("\t\t  "),
    CNTRL("\0\u001f\u007f\u007f"),
    DIGIT("09"),
    GRAPH("!~"),
    LOWER("az"),
    PRINT(" ~"),
    PUNCT("!/:@[`{~"),
    SPACE("\t\r  "),
    UPPER("AZ"),
    XDIGIT("09AFaf");

    /** The first and the last character of each range, one after the other. */
    private final String ranges;

    NamedClass(String ranges) {
        this.ranges = ranges;
    }

    static Optional<NamedClass> of(String name) {
        return Arrays.stream(values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    void addTo(BitSet bytes) {
        for (int i = 0; i < ranges.length(); i += 2) {
            bytes.set(ranges.charAt(i), ranges.charAt(i + 1) + 1);
        }
    }
}
