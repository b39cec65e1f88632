package dev.holdfast.client.explain;

import dev.holdfast.client.filter.Rule;
import dev.holdfast.model.RawPath;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a path.
 *
 * @param at the path that decided: the one asked about, or one above it
 * @param why in words that go on after "it is saved" or "it is left out"; empty where a rule
 *     decided, or nothing speaks against it
 * @param rule that decided, if one did
 * @param presence whether there is such a file now
 */
public record Explanation(
        Fate fate, RawPath at, String why, @Nullable Rule rule, Presence presence) {
    /** Whether it will be in the snapshot. */
    public enum Fate {
        SAVED,
        /** A directory, without what is in it. */
        SAVED_EMPTY,
        LEFT_OUT
    }

    /** Whether it is there. */
    public enum Presence {
        THERE,
        /** What is said would hold for it. */
        MISSING
    }
}
