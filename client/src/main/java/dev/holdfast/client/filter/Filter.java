package dev.holdfast.client.filter;

import dev.holdfast.model.tree.Root;
import java.util.List;
import java.util.Set;

/**
 * The rules in force, in the order in which they are asked: the first that means a path decides.
 */
public final class Filter {
    private static final byte[] ROOT = {'/'};

    /** Keeps everything. */
    public static final Filter NONE = new Filter(List.of());

    private final List<Item> items;

    Filter(List<Item> items) {
        this.items = List.copyOf(items);
    }

    /**
     * The rules that a snapshot was made by.
     *
     * @throws FilterException if one of them cannot be read
     */
    public static Filter of(List<Root.Rule> recorded) throws FilterException {
        RuleCollector rules = new RuleCollector(ROOT, Set.of());
        for (Root.Rule rule : recorded) {
            Rule.Origin origin = new Rule.Origin(rule.source(), rule.line());
            switch (RuleReader.read(rule.text(), Style.USUAL, origin)) {
                case Statement.Pattern pattern -> rules.add(pattern);
                case Statement.MergeOfDirectories merge -> rules.add(merge);
                case Statement.Merge _, Statement.Clear _ ->
                        throw new FilterException(origin, "no rule of a snapshot: " + rule.text());
            }
        }
        return new Filter(rules.items());
    }

    /** What to write down, so that {@link #of} makes the same of it. */
    public List<Root.Rule> recorded() {
        return items.stream()
                .map(item ->
                        new Root.Rule(item.origin().source(), item.origin().line(), item.text()))
                .toList();
    }

    /** The rules as they stand in the root directory. */
    public FilterScope top(FilterScope.Files files) {
        return FilterScope.top(items, files);
    }
}
