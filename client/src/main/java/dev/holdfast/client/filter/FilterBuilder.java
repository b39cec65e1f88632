package dev.holdfast.client.filter;

import dev.holdfast.client.filter.RuleLines.Numbered;
import dev.holdfast.model.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Puts the rules of a backup together, the strongest first: what was typed, the filter, the
 * excludes, what is built in. A {@code !} forgets all rules before it; as the first rule of what
 * was typed or of the filter it forgets those behind it, too.
 */
public final class FilterBuilder {
    /** Files that name one another end somewhere. */
    static final int DEPTH_MAX = 16;

    private static final byte[] ROOT = {'/'};

    private final Files files;
    private final RuleCollector rules = new RuleCollector(ROOT, Set.of());

    /** Whether no statement of the source at hand was met yet. */
    private boolean beginning;

    private boolean isComplete;
    private boolean resets;

    public FilterBuilder(Files files) {
        this.files = files;
    }

    /** Reads the files that rules name. */
    @FunctionalInterface
    public interface Files {
        /**
         * @param path absolute, or relative to where the program was started
         * @throws IOException also when there is none, with a sentence
         */
        byte[] read(Bytes path) throws IOException;
    }

    /** One option of the command line. */
    public record Typed(Form form, Bytes text) {
        /** How it is to be read. */
        public enum Form {
            /** Of what to leave out. */
            PATTERN,
            RULE
        }
    }

    /**
     * @throws FilterException if one of them cannot be meant, or names a file that cannot be read
     */
    public FilterBuilder commandLine(List<Typed> options) throws FilterException {
        begin();
        for (Typed option : options) {
            Style style = option.form() == Typed.Form.PATTERN ? Style.EXCLUDES : Style.USUAL;
            if (option.text().length() == 0) {
                throw new FilterException(Rule.Origin.COMMAND_LINE, "an empty rule");
            }
            add(read(option.text(), style, Rule.Origin.COMMAND_LINE), Bytes.EMPTY, 0);
        }
        return end();
    }

    /** Rules in the language of rsync's filters. */
    public FilterBuilder filter(Bytes path, byte[] text) throws FilterException {
        begin();
        file(path, text, Style.USUAL, 0);
        return end();
    }

    /** Paths and patterns to leave out, one a line. */
    public FilterBuilder excludes(Bytes path, byte[] text) throws FilterException {
        begin();
        for (Numbered line : RuleLines.of(text, Style.EXCLUDES)) {
            if (looksLikeRule(line.text())) {
                throw new FilterException(
                        Rule.Origin.of(path, line.number()),
                        "a rule, where each line is a path or pattern to leave out (rules go into"
                                + " the file 'filter'): "
                                + line.text());
            }
        }
        file(path, text, Style.EXCLUDES, 0);
        return end();
    }

    /** Nobody wants to leave out a file of such a name, and everybody may mistake the file. */
    private static boolean looksLikeRule(Bytes line) {
        char first = (char) line.at(0);
        return line.length() == 1
                ? first == '!'
                : line.at(1) == ' ' && (first == '-' || first == '+');
    }

    /** Rules that nobody wrote. */
    public FilterBuilder builtIn(List<Bytes> texts) throws FilterException {
        begin();
        for (Bytes text : texts) {
            add(read(text, Style.USUAL, Rule.Origin.BUILT_IN), Bytes.EMPTY, 0);
        }
        return end();
    }

    public Filter build() {
        return new Filter(rules.items());
    }

    private void begin() {
        beginning = true;
    }

    private FilterBuilder end() {
        isComplete |= resets;
        return this;
    }

    private static Statement read(Bytes text, Style style, Rule.Origin origin)
            throws FilterException {
        return RuleReader.read(text, style, origin);
    }

    private void file(Bytes path, byte[] text, Style style, int depth) throws FilterException {
        for (Numbered line : RuleLines.of(text, style)) {
            add(read(line.text(), style, Rule.Origin.of(path, line.number())), path, depth);
        }
    }

    /**
     * @param file that the statement stands in; empty for none
     */
    private void add(Statement statement, Bytes file, int depth) throws FilterException {
        if (isComplete) {
            return;
        }
        switch (statement) {
            case Statement.Merge merge -> merge(merge, file, depth);
            case Statement.Pattern pattern -> rules.add(pattern);
            case Statement.MergeOfDirectories merge -> rules.add(merge);
            case Statement.Clear() -> {
                rules.clear();
                resets |= beginning;
            }
        }
        beginning = false;
    }

    private void merge(Statement.Merge merge, Bytes from, int depth) throws FilterException {
        Rule.Origin origin = merge.origin();
        if (merge.excludesItself()) {
            beginning = false;
            rules.dropFile(merge.file(), origin);
        }
        if (depth == DEPTH_MAX) {
            throw new FilterException(origin, "files of rules name one another too deep");
        }
        Bytes path = resolve(from, merge.file());
        byte[] text;
        try {
            text = files.read(path);
        } catch (IOException unreadable) {
            throw new FilterException(
                    origin, "cannot read %s: %s".formatted(path, unreadable.getMessage()));
        }
        file(path, text, merge.style(), depth + 1);
    }

    /** A relative name is meant from the folder of the file that has it. */
    private static Bytes resolve(Bytes from, Bytes name) {
        if (name.at(0) == '/' || from.length() == 0) {
            return name;
        }
        int folder = from.length();
        while (folder > 0 && from.at(folder - 1) != '/') {
            folder--;
        }
        byte[] path = new byte[folder + name.length()];
        System.arraycopy(from.toArray(), 0, path, 0, folder);
        System.arraycopy(name.toArray(), 0, path, folder, name.length());
        return Bytes.copyOf(path);
    }
}
