package dev.holdfast.client.filter;

import dev.holdfast.client.filter.RuleLines.Numbered;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules as they stand in one directory, with those that its own files and the files above it
 * bring in. Judges the entries of that directory; what lies below a directory that is dropped is
 * never asked for.
 */
public final class FilterScope {
    private final byte[] directory;
    private final List<Item> items;
    private final Map<DirectoryRules, List<Item>> lists;
    private final Rule[] order;
    private final List<String> problems;

    /** Whose files are dropped by the rules in force. */
    private final Set<DirectoryRules> hidden;

    /**
     * @param items of the whole backup
     * @param entry what was found in the directory
     */
    private FilterScope(List<Item> items, Entry entry) {
        this.directory = entry.directory;
        this.items = items;
        this.lists = entry.lists;
        this.problems = List.copyOf(entry.problems);
        List<Rule> flat = new ArrayList<>();
        flatten(items, flat);
        this.order = flat.toArray(Rule[]::new);
        this.hidden = new HashSet<>(entry.hiddenAbove);
        for (DirectoryRules rules : entry.found) {
            if (!judge(rules.file(), Kind.OTHER).isKept()) {
                hidden.add(rules);
            }
        }
    }

    /** In a directory below, with the same rules. */
    private FilterScope(FilterScope above, byte[] directory) {
        this.directory = directory;
        this.items = above.items;
        this.lists = above.lists;
        this.problems = List.of();
        this.order = above.order;
        this.hidden = above.hiddenBelow();
    }

    /** What a path is, as far as rules ask. */
    public enum Kind {
        DIRECTORY,
        OTHER
    }

    /**
     * What becomes of a path.
     *
     * @param rule that decided; null when none does, and the path is kept
     */
    public record Verdict(@Nullable Rule rule) {
        public boolean isKept() {
            return rule == null || rule.effect() == Rule.Effect.KEEP;
        }
    }

    /** Reads files in the directory that is entered. */
    @FunctionalInterface
    public interface Files {
        /** So many bytes at most are rules; who reads may stop behind them. */
        int LENGTH_MAX = 1 << 16;

        /**
         * What is in a file; empty if there is none.
         *
         * @throws IOException if it cannot be read, with a sentence
         */
        Optional<byte[]> read(RawName file) throws IOException;
    }

    static FilterScope top(List<Item> items, Files files) {
        Entry entry = new Entry(new byte[] {'/'}, Map.of(), Set.of(), files);
        entry.read(items);
        return new FilterScope(items, entry);
    }

    /** The rules as they stand in a directory of this one. */
    public FilterScope enter(RawName name, Files files) {
        byte[] below = Subject.of(directory, name, Kind.DIRECTORY).path();
        if (lists.isEmpty()) {
            return new FilterScope(this, below);
        }
        Entry entry = new Entry(below, lists, hiddenBelow(), files);
        entry.read(items);
        return entry.lists.equals(lists) && entry.problems.isEmpty() && entry.found.isEmpty()
                ? new FilterScope(this, below)
                : new FilterScope(items, entry);
    }

    private Set<DirectoryRules> hiddenBelow() {
        return hidden.isEmpty()
                ? hidden
                : hidden.stream().filter(DirectoryRules::isInherited).collect(Collectors.toSet());
    }

    /**
     * Whether rules hold here out of a file that is dropped itself: who has only what was kept
     * cannot know them.
     */
    public boolean hasHiddenRules() {
        return !hidden.isEmpty();
    }

    /** Files of this directory whose rules are not applied, in sentences. */
    public List<String> problems() {
        return problems;
    }

    /** What becomes of an entry of this directory. */
    public Verdict judge(RawName name, Kind kind) {
        if (order.length == 0) {
            return new Verdict(null);
        }
        Subject subject = Subject.of(directory, name, kind);
        for (Rule rule : order) {
            if (rule.means(subject)) {
                return new Verdict(rule);
            }
        }
        return new Verdict(null);
    }

    /** Whether an entry is dropped whatever it is, so that nobody needs to look. */
    public boolean dropsAnyKind(RawName name) {
        return !judge(name, Kind.OTHER).isKept() && !judge(name, Kind.DIRECTORY).isKept();
    }

    private void flatten(List<Item> list, List<Rule> flat) {
        for (Item item : list) {
            switch (item) {
                case Rule rule -> flat.add(rule);
                case DirectoryRules rules -> flatten(lists.getOrDefault(rules, List.of()), flat);
            }
        }
    }

    /** Finds out which rules hold in a directory. */
    private static final class Entry {
        private final byte[] directory;
        private final Map<DirectoryRules, List<Item>> above;
        private final Set<DirectoryRules> hiddenAbove;
        private final Files files;
        private final Map<DirectoryRules, List<Item>> lists = new LinkedHashMap<>();
        private final List<String> problems = new ArrayList<>();

        /** Whose files are in this directory. */
        private final List<DirectoryRules> found = new ArrayList<>();

        Entry(
                byte[] directory,
                Map<DirectoryRules, List<Item>> above,
                Set<DirectoryRules> hiddenAbove,
                Files files) {
            this.directory = directory;
            this.above = above;
            this.hiddenAbove = hiddenAbove;
            this.files = files;
        }

        /** Reads the files that a list mentions, and those that they mention. */
        void read(List<Item> list) {
            for (Item item : list) {
                if (item instanceof DirectoryRules rules) {
                    List<Item> inner = list(rules);
                    lists.put(rules, inner);
                    read(inner);
                }
            }
        }

        /** A file that cannot be used changes nothing: what it would drop is kept. */
        private List<Item> list(DirectoryRules rules) {
            List<Item> inherited =
                    rules.isInherited() ? above.getOrDefault(rules, List.of()) : List.of();
            try {
                Optional<byte[]> text = files.read(rules.file());
                if (text.isEmpty()) {
                    return inherited;
                }
                List<Item> list = list(rules, text.get(), inherited);
                found.add(rules);
                return list;
            } catch (IOException unusable) {
                problems.add("its rules are not applied: " + unusable.getMessage());
                return inherited;
            }
        }

        private List<Item> list(DirectoryRules rules, byte[] text, List<Item> inherited)
                throws FilterException {
            Bytes path = Bytes.copyOf(Subject.of(directory, rules.file(), Kind.OTHER).path());
            Bytes file = Bytes.copyOf(path.toArray(), 0, path.length() - 1);
            if (text.length > Files.LENGTH_MAX) {
                throw new FilterException(
                        Rule.Origin.of(file, 0),
                        "longer than %d bytes".formatted(Files.LENGTH_MAX));
            }
            RuleCollector own = new RuleCollector(directory, names());
            boolean cleared = false;
            for (Numbered line : RuleLines.of(text, rules.style())) {
                Rule.Origin origin = Rule.Origin.of(file, line.number());
                switch (RuleReader.read(line.text(), rules.style(), origin)) {
                    case Statement.Pattern pattern -> own.add(pattern);
                    case Statement.MergeOfDirectories merge -> own.add(merge);
                    case Statement.Merge _ ->
                            throw new FilterException(
                                    origin, "the file of a directory cannot merge another one");
                    case Statement.Clear _ -> {
                        own.clear();
                        cleared = true;
                    }
                }
            }
            return cleared ? own.items() : joined(file, own.items(), inherited);
        }

        private static List<Item> joined(Bytes file, List<Item> own, List<Item> inherited)
                throws FilterException {
            if (own.size() + inherited.size() > RuleCollector.RULES_MAX) {
                throw new FilterException(
                        Rule.Origin.of(file, 0),
                        "more than %d rules in force".formatted(RuleCollector.RULES_MAX));
            }
            List<Item> joined = new ArrayList<>(own);
            joined.addAll(inherited);
            return joined;
        }

        private Set<RawName> names() {
            Set<DirectoryRules> mentioned = new HashSet<>(above.keySet());
            mentioned.addAll(lists.keySet());
            return mentioned.stream().map(DirectoryRules::file).collect(Collectors.toSet());
        }
    }
}
