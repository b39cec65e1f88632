package dev.holdfast.client.filter;

/**
 * How a file of rules is to be read.
 *
 * @param prefixes what each rule begins with
 * @param split what parts one rule from the next
 * @param clearing whether {@code !} clears though rules have no prefixes, as CVS has it
 * @param absolute all rules are
 * @param perishable all rules are
 * @param sided the file's own rule says for which side it is, so that the rules in it must not
 */
record Style(
        Prefixes prefixes,
        Split split,
        boolean clearing,
        boolean absolute,
        boolean perishable,
        boolean sided) {
    static final Style USUAL = new Style(Prefixes.WRITTEN, Split.LINES, false, false, false, false);

    /** One pattern a line, each to be left out. */
    static final Style EXCLUDES =
            new Style(Prefixes.ALL_EXCLUDE, Split.LINES, false, false, false, false);

    enum Prefixes {
        WRITTEN,
        ALL_EXCLUDE,
        ALL_INCLUDE
    }

    enum Split {
        LINES,
        WORDS
    }
}
