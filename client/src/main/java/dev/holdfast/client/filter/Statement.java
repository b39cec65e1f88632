package dev.holdfast.client.filter;

import dev.holdfast.model.Bytes;

/** What one line of a file of rules says. */
sealed interface Statement {
    /** A rule with a pattern. */
    record Pattern(Rule.Effect effect, Rule.Given given) implements Statement {}

    /** All rules before it are forgotten. */
    record Clear() implements Statement {}

    /** The rules of another file come here. */
    record Merge(Bytes file, Style style, boolean excludesItself, Rule.Origin origin)
            implements Statement {}

    /** The rules of files that lie in the directories come here. */
    record MergeOfDirectories(DirectoryRules rules, boolean excludesItself) implements Statement {}
}
