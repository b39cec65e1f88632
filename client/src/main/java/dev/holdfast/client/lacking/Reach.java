package dev.holdfast.client.lacking;

import dev.holdfast.client.filter.FilterScope;
import dev.holdfast.client.filter.FilterScope.Kind;
import dev.holdfast.client.filter.Rule;
import dev.holdfast.client.selection.Decision;
import dev.holdfast.client.selection.DirectoryChoices;
import dev.holdfast.client.selection.Selection;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.model.RawName;
import org.jspecify.annotations.Nullable;

/**
 * How far a snapshot reaches in one directory: what of it a backup by the same rules would save.
 *
 * @param choices null where nothing can be said to be saved
 */
public record Reach(@Nullable DirectoryChoices choices) {
    static final Reach NOWHERE = new Reach(null);

    /** Whether an entry of the directory would be saved. */
    boolean has(RawName name, FileStatus status) {
        return choices != null && choices.decide(name, status) instanceof Decision.Saved;
    }

    /**
     * In a directory of this one.
     *
     * @param files those in that directory
     */
    Reach enter(RawName name, FilterScope.Files files) {
        return choices != null
                        && choices.decide(name, Kind.DIRECTORY)
                                instanceof Decision.Saved(Selection inner, Rule _)
                ? new Reach(choices.enter(name, inner, files))
                : NOWHERE;
    }
}
