package dev.holdfast.client.selection;

import dev.holdfast.client.filter.Rule;
import org.jspecify.annotations.Nullable;

/** What becomes of an entry. */
public sealed interface Decision {
    /**
     * It is saved.
     *
     * @param selection what of it and of what is below; of a directory perhaps nothing
     * @param rule that keeps it; null where none had a say
     */
    record Saved(Selection selection, @Nullable Rule rule) implements Decision {}

    /** It is not saved, and neither is what is below it. */
    record Left(Reason reason) implements Decision {}

    /** Why something is not saved. */
    sealed interface Reason {
        /** A rule drops it. */
        record ByRule(Rule rule) implements Reason {}

        /** It is neither below an asked path nor on the way to one. */
        record NotAsked() implements Reason {}

        /** It belongs to Holdfast itself. */
        record Own() implements Reason {}

        /** It has the inode flag "no dump". */
        record NoDump() implements Reason {}
    }
}
