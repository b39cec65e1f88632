package dev.holdfast.client.filter;

import dev.holdfast.client.filter.Style.Prefixes;
import dev.holdfast.client.filter.Style.Split;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.Printable;
import dev.holdfast.model.RawName;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads one rule: a prefix, modifiers, and a pattern or the name of a file. */
final class RuleReader {
    /** PATH_MAX of Linux, with the NUL that ends a path there. */
    static final int PATTERN_LENGTH_MAX = 4095;

    private static final Bytes STANDARD_INPUT = Bytes.utf8("-");
    private static final Bytes CVS_FILE = Bytes.utf8(".cvsignore");

    /** What the long names of prefixes are made of. */
    private static final String NAME = "abcdefghijklmnopqrstuvwxyz-";

    private static final Map<String, Character> LONG_NAMES =
            Map.of(
                    "clear", '!',
                    "dir-merge", ':',
                    "exclude", '-',
                    "hide", 'H',
                    "include", '+',
                    "merge", '.',
                    "protect", 'P',
                    "risk", 'R',
                    "show", 'S');

    /** Bytes as text, one character each: prefixes are ASCII. */
    private final String text;

    private final Bytes bytes;
    private final Style style;
    private final Rule.Origin origin;
    private int at;

    private RuleReader(Bytes bytes, Style style, Rule.Origin origin) {
        this.bytes = bytes;
        this.text = new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
        this.style = style;
        this.origin = origin;
    }

    /**
     * Reads a line or a word of a file, which is not empty.
     *
     * @throws FilterException if it is no rule, or one that means nothing in a backup
     */
    static Statement read(Bytes rule, Style style, Rule.Origin origin) throws FilterException {
        return new RuleReader(rule, style, origin).read();
    }

    private Statement read() throws FilterException {
        if (text.indexOf('\0') >= 0) {
            throw error("a rule with a NUL byte");
        }
        return switch (style.prefixes()) {
            case ALL_EXCLUDE -> bare(Rule.Effect.DROP);
            case ALL_INCLUDE -> bare(Rule.Effect.KEEP);
            case WRITTEN -> withPrefix();
        };
    }

    private FilterException error(String sentence) {
        return new FilterException(origin, sentence + ": " + bytes);
    }

    private Statement bare(Rule.Effect effect) throws FilterException {
        return style.clearing() && text.equals("!") ? new Statement.Clear() : pattern(effect, "");
    }

    private Statement withPrefix() throws FilterException {
        char prefix = prefix();
        return switch (prefix) {
            case '!' -> clear();
            case '+', 'S' -> pattern(Rule.Effect.KEEP, modifiers(prefix));
            case '-', 'H' -> pattern(Rule.Effect.DROP, modifiers(prefix));
            case '.' -> merge(modifiers(prefix));
            case ':' -> mergeOfDirectories(modifiers(prefix));
            case 'P', 'R' -> throw onlyReceiver();
            default ->
                    throw error(
                            "unknown rule (a pattern to leave out begins with '- ', one to keep"
                                    + " with '+ ')");
        };
    }

    /** The short name of the prefix; leaves off behind it and a comma. */
    private char prefix() {
        int end = 0;
        while (end < text.length() && NAME.indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        boolean ends =
                end == text.length()
                        || text.charAt(end) == '_'
                        || text.charAt(end) == ','
                        || RuleLines.isSpace(text.charAt(end));
        String name = ends ? text.substring(0, end) : "";
        at = LONG_NAMES.containsKey(name) ? end : 1;
        if (at < text.length() && text.charAt(at) == ',') {
            at++;
        }
        return LONG_NAMES.getOrDefault(name, text.charAt(0));
    }

    private Statement clear() throws FilterException {
        if (at < text.length()) {
            throw error("something follows '!', which stands alone");
        }
        return new Statement.Clear();
    }

    private FilterException onlyReceiver() {
        return error("a rule for the receiving side means nothing in a backup");
    }

    /** What stands between the prefix and the blank behind it. */
    private String modifiers(char prefix) throws FilterException {
        int start = at;
        while (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != '_') {
            at++;
        }
        String modifiers = text.substring(start, at);
        at = Math.min(at + 1, text.length());
        for (int i = 0; i < modifiers.length(); i++) {
            requireAllowed(prefix, modifiers, i);
        }
        boolean receiver = has(modifiers, 'r');
        boolean sender = has(modifiers, 's') || prefix == 'H' || prefix == 'S';
        if (receiver && !sender) {
            throw onlyReceiver();
        }
        if (sender && style.sided()) {
            throw error("a rule that says its side, in a file whose rule says it already");
        }
        return modifiers;
    }

    private void requireAllowed(char prefix, String modifiers, int index) throws FilterException {
        boolean merge = prefix == '.' || prefix == ':';
        boolean hasSide = prefix == 'H' || prefix == 'S';
        char modifier = modifiers.charAt(index);
        boolean second = modifiers.substring(0, index).matches(".*[-+C].*");
        boolean allowed =
                switch (modifier) {
                    case '/', 'p', 'x' -> true;
                    case '!' -> !merge;
                    case 's', 'r' -> !hasSide;
                    case 'e', 'n', 'w' -> merge;
                    case '-', '+' -> merge && !second;
                    case 'C' -> !hasSide && !second;
                    default -> false;
                };
        if (!allowed) {
            throw error("modifier '%s' cannot stand here".formatted(Printable.of("" + modifier)));
        }
        if (modifier == 'x') {
            throw error("a rule for extended attributes, which are all saved");
        }
        if (modifier == 'C' && !merge) {
            throw error("the rules of CVS depend on who runs the backup: write them out");
        }
    }

    private static boolean has(String modifiers, char modifier) {
        return modifiers.indexOf(modifier) >= 0;
    }

    private Statement pattern(Rule.Effect effect, String modifiers) throws FilterException {
        return new Statement.Pattern(
                effect,
                new Rule.Given(
                        rest("pattern"),
                        has(modifiers, '/') || style.absolute(),
                        has(modifiers, '!'),
                        has(modifiers, 'p') || style.perishable(),
                        origin));
    }

    private Bytes rest(String what) throws FilterException {
        Bytes rest = Bytes.copyOf(bytes.toArray(), at, bytes.length());
        if (rest.length() == 0) {
            throw error("a rule without a " + what);
        }
        if (rest.length() > PATTERN_LENGTH_MAX) {
            throw new FilterException(
                    origin, "a %s of more than %d bytes".formatted(what, PATTERN_LENGTH_MAX));
        }
        return rest;
    }

    private Statement merge(String modifiers) throws FilterException {
        Bytes file = fileName(modifiers);
        if (file.equals(STANDARD_INPUT)) {
            throw error("rules cannot come from standard input");
        }
        return new Statement.Merge(file, inner(modifiers), has(modifiers, 'e'), origin);
    }

    private Statement mergeOfDirectories(String modifiers) throws FilterException {
        RawName file = nameInDirectories(fileName(modifiers));
        DirectoryRules.Inheritance inheritance =
                has(modifiers, 'n') || has(modifiers, 'C')
                        ? DirectoryRules.Inheritance.THERE_ONLY
                        : DirectoryRules.Inheritance.INHERITED;
        return new Statement.MergeOfDirectories(
                new DirectoryRules(file, inner(modifiers), inheritance, origin),
                has(modifiers, 'e'));
    }

    private Bytes fileName(String modifiers) throws FilterException {
        return has(modifiers, 'C') && at == bytes.length() ? CVS_FILE : rest("file name");
    }

    /** How the file that a rule names is to be read. */
    private Style inner(String modifiers) {
        boolean cvs = has(modifiers, 'C');
        return new Style(
                cvs || has(modifiers, '-')
                        ? Prefixes.ALL_EXCLUDE
                        : has(modifiers, '+') ? Prefixes.ALL_INCLUDE : Prefixes.WRITTEN,
                cvs || has(modifiers, 'w') ? Split.WORDS : Split.LINES,
                cvs,
                has(modifiers, '/') || style.absolute(),
                has(modifiers, 'p') || style.perishable(),
                has(modifiers, 's') || style.sided());
    }

    /** A slash before it says to look from the root directory on, which a backup always does. */
    private RawName nameInDirectories(Bytes file) throws FilterException {
        Bytes name = file.at(0) == '/' ? Bytes.copyOf(file.toArray(), 1, file.length()) : file;
        if (!RawName.isValid(name)) {
            throw error("the file in each directory must be named without a folder");
        }
        return new RawName(name);
    }
}
