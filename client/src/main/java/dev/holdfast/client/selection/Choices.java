package dev.holdfast.client.selection;

import dev.holdfast.client.config.Exclusion;
import dev.holdfast.client.filter.Filter;
import dev.holdfast.client.filter.FilterScope;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.Printable;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a backup is to save.
 *
 * @param asked the paths, with all below them
 * @param own paths that are never saved: what is Holdfast's own
 * @param filter which of it is kept
 * @param exclusions what else is left out
 */
public record Choices(
        Collection<RawPath> asked,
        Collection<RawPath> own,
        Filter filter,
        Set<Exclusion> exclusions) {
    public Choices {
        asked = List.copyOf(asked);
        own = List.copyOf(own);
        exclusions = Set.copyOf(exclusions);
    }

    /** What of the root directory is saved; its files of rules are read now. */
    public DirectoryChoices top(FilterScope.Files files) {
        return DirectoryChoices.top(this, files);
    }

    /** The paths alone. */
    Selection selection() {
        return Selection.of(asked, own);
    }

    /**
     * What a snapshot was made by, to ask whether it would have a name that it lacks. What was
     * Holdfast's own is not remembered.
     *
     * @throws IOException if something in it is not known to this version
     */
    public static Choices of(Root.Rules recorded) throws IOException {
        Set<Exclusion> exclusions = EnumSet.noneOf(Exclusion.class);
        for (String option : recorded.options()) {
            exclusions.add(
                    Exclusion.of(option)
                            .orElseThrow(() ->
                                    new IOException(
                                            "the snapshot was made with an option that is not"
                                                    + " known here: "
                                                    + Printable.of(option))));
        }
        List<RawPath> asked =
                recorded.asked().stream().map(path -> RawPath.of(path.toArray())).toList();
        return new Choices(asked, List.of(), Filter.of(recorded.filter()), exclusions);
    }

    /** What a snapshot remembers of it. */
    public Root.Rules recorded() {
        return new Root.Rules(
                asked.stream().map(path -> Bytes.copyOf(path.toArray())).toList(),
                exclusions.stream().map(Exclusion::label).sorted().toList(),
                filter.recorded());
    }
}
