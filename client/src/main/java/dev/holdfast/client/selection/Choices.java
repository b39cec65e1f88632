package dev.holdfast.client.selection;

import dev.holdfast.client.config.Exclusion;
import dev.holdfast.client.filter.Filter;
import dev.holdfast.client.filter.FilterScope;
import dev.holdfast.client.filter.FilterScope.Kind;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.Printable;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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

    /**
     * What of a directory is saved, by the rules that hold everywhere: files of rules in it and
     * above it are not looked at. Empty if nothing is.
     */
    Optional<DirectoryChoices> at(RawPath directory) {
        DirectoryChoices here = top(file -> Optional.empty());
        for (RawName name : directory.names()) {
            if (!(here.decide(name, Kind.DIRECTORY)
                    instanceof Decision.Saved(Selection inner, var _))) {
                return Optional.empty();
            }
            here = here.enter(name, inner, file -> Optional.empty());
        }
        return Optional.of(here);
    }

    /** Whether what is in a directory is saved, as far as {@link #at} can tell. */
    public boolean takes(RawPath directory) {
        return at(directory)
                .map(here -> here.selection().choice() == Selection.Choice.TAKE)
                .orElse(false);
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
