package dev.holdfast.client.filter;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts a list of rules together, one statement after the other. */
final class RuleCollector {
    /** More than people write, and few enough to ask them all for each file. */
    static final int RULES_MAX = 10_000;

    /** All rules of a backup fit into its root, with room for what else is there. */
    private static final int BYTES_MAX = 1 << 20;

    private final byte[] directory;
    private final Set<RawName> others;
    private final List<Item> items = new ArrayList<>();
    private long bytes;

    /**
     * @param directory that a slash at a pattern's beginning stands for, with a slash behind it
     * @param others names of files that rules of directories are read from already
     */
    RuleCollector(byte[] directory, Set<RawName> others) {
        this.directory = directory;
        this.others = Set.copyOf(others);
    }

    List<Item> items() {
        return items;
    }

    void clear() {
        items.clear();
        bytes = 0;
    }

    void add(Statement.Pattern pattern) throws FilterException {
        add(new Rule(pattern.effect(), pattern.given(), directory));
    }

    /** A second mention of the same name is none, as rsync has it. */
    void add(Statement.MergeOfDirectories merge) throws FilterException {
        DirectoryRules rules = merge.rules();
        if (merge.excludesItself()) {
            dropFile(rules.file().bytes(), rules.origin());
        }
        if (!names().contains(rules.file())) {
            add(rules);
        }
    }

    private Set<RawName> names() {
        Set<RawName> names = new HashSet<>(others);
        for (Item item : items) {
            if (item instanceof DirectoryRules rules) {
                names.add(rules.file());
            }
        }
        return names;
    }

    /** A file of rules leaves itself out. */
    void dropFile(Bytes path, Rule.Origin origin) throws FilterException {
        int name = path.length();
        while (name > 0 && path.at(name - 1) != '/') {
            name--;
        }
        Bytes pattern = Bytes.copyOf(path.toArray(), name, path.length());
        Rule.Given given = new Rule.Given(pattern, false, false, false, origin);
        add(new Rule(Rule.Effect.DROP, given, directory));
    }

    private void add(Item item) throws FilterException {
        if (items.size() == RULES_MAX) {
            throw new FilterException(
                    item.origin(), "more than %d rules in force".formatted(RULES_MAX));
        }
        bytes += item.text().length() + item.origin().source().length();
        if (bytes > BYTES_MAX) {
            throw new FilterException(
                    item.origin(), "more than %d bytes of rules".formatted(BYTES_MAX));
        }
        items.add(item);
    }
}
