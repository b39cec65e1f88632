package dev.holdfast.client.explain;

import dev.holdfast.client.explain.Explanation.Fate;
import dev.holdfast.client.explain.Explanation.Presence;
import dev.holdfast.client.filter.FilterScope.Kind;
import dev.holdfast.client.filter.Rule;
import dev.holdfast.client.selection.Choices;
import dev.holdfast.client.selection.Decision;
import dev.holdfast.client.selection.Decision.Reason;
import dev.holdfast.client.selection.DirectoryChoices;
import dev.holdfast.client.selection.Selection;
import dev.holdfast.client.selection.Selection.Choice;
import dev.holdfast.client.signs.Signs;
import dev.holdfast.client.signs.Signs.Visited;
import dev.holdfast.filesystem.capture.CaptureBuffers;
import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.filesystem.capture.SourceDirectory.Crossing;
import dev.holdfast.filesystem.capture.SourceDirectory.Listing;
import dev.holdfast.filesystem.volume.FileSystemIds;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.FileSystemId;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes down to one path as a backup would, and says what became of it on the way. */
public final class Explainer {
    private final RawPath path;
    private final Kind kindIfMissing;
    private final CaptureBuffers buffers = new CaptureBuffers();
    private final Signs signs = new Signs(buffers);
    private final FileSystemIds fileSystems = new FileSystemIds();

    private Explainer(RawPath path, Kind kindIfMissing) throws IOException {
        this.path = path;
        this.kindIfMissing = kindIfMissing;
    }

    /**
     * Explains what would become of a path.
     *
     * @param kindIfMissing what it is taken for if there is no such file
     * @throws IOException if a directory above it cannot be read
     */
    public static Explanation explain(Choices choices, RawPath path, Kind kindIfMissing)
            throws IOException {
        return new Explainer(path, kindIfMissing).explain(choices);
    }

    private Explanation explain(Choices choices) throws IOException {
        try (SourceDirectory top = required(SourceDirectory.root())) {
            DirectoryChoices here = choices.top(signs.rulesIn(top));
            return path.names().isEmpty()
                    ? explain(Fate.SAVED, 0, onTheWay(here.selection()), null)
                    : explain(top, here, 0);
        }
    }

    private static <T> T required(Captured<T> captured) throws IOException {
        return captured.found().orElseThrow(() -> new IOException("vanished while it was read"));
    }

    /** What decided is the path of so many names. */
    private Explanation explain(Fate fate, int names, String why, @Nullable Rule rule) {
        RawPath at = new RawPath(path.names().subList(0, names));
        return new Explanation(fate, at, why, rule, Presence.THERE);
    }

    private static Explanation missing(Explanation there) {
        return new Explanation(
                there.fate(), there.at(), there.why(), there.rule(), Presence.MISSING);
    }

    private static String onTheWay(Selection selection) {
        return selection.choice() == Choice.PASS ? "on the way to what is asked for" : "";
    }

    /** Explains the name of that index, and what is below it. */
    private Explanation explain(SourceDirectory directory, DirectoryChoices here, int index)
            throws IOException {
        RawName name = path.names().get(index);
        Visited visited = signs.visited(directory, required(directory.list(buffers)), here);
        if (visited.leftOut() != null && !visited.names().contains(name)) {
            return explain(Fate.LEFT_OUT, index, visited.leftOut(), null);
        }
        Optional<Reason> unseen = here.leaves(name);
        if (unseen.isPresent()) {
            return left(unseen.get(), index);
        }
        Optional<FileStatus> status = directory.status(name).found();
        if (status.isEmpty()) {
            return missing(explainUnseen(here, index));
        }
        return switch (here.decide(name, status.get())) {
            case Decision.Left(Reason reason) -> left(reason, index);
            case Decision.Saved(Selection selection, Rule rule) ->
                    status.get().isDirectory()
                            ? explain(
                                    directory, here, new Met(index, status.get(), selection, rule))
                            : explain(saved(index), index + 1, onTheWay(selection), rule);
        };
    }

    /** What is below a file is nowhere; the file itself is saved. */
    private Fate saved(int index) {
        return isLast(index) ? Fate.SAVED : Fate.LEFT_OUT;
    }

    private boolean isLast(int index) {
        return index == path.names().size() - 1;
    }

    private Explanation left(Reason reason, int index) {
        return switch (reason) {
            case Reason.ByRule(Rule rule) -> explain(Fate.LEFT_OUT, index + 1, "", rule);
            case Reason.NotAsked() ->
                    explain(Fate.LEFT_OUT, index + 1, "it is not asked for", null);
            case Reason.Own() -> explain(Fate.LEFT_OUT, index + 1, "it is Holdfast's own", null);
            case Reason.NoDump() ->
                    explain(Fate.LEFT_OUT, index + 1, "it has the flag 'no dump'", null);
        };
    }

    /** A directory on the way to the path, or the path itself. */
    private record Met(int index, FileStatus status, Selection selection, @Nullable Rule rule) {}

    private Explanation explain(SourceDirectory outer, DirectoryChoices outerChoices, Met met)
            throws IOException {
        int index = met.index();
        RawName name = path.names().get(index);
        Fate withoutContent = isLast(index) ? Fate.SAVED_EMPTY : Fate.LEFT_OUT;
        if (met.selection().choice() == Choice.LEAVE) {
            return explain(withoutContent, index + 1, "it is Holdfast's own", null);
        }
        try (SourceDirectory inner = required(outer.enter(name, met.status()))) {
            Crossing crossing = outer.crossing(met.status());
            if (crossing != Crossing.NONE) {
                FileSystemId id = inner.fileSystem(fileSystems);
                if (!outerChoices.takes(crossing, id, met.selection())) {
                    String why = "it is a file system of type " + id.type();
                    return explain(withoutContent, index + 1, why, null);
                }
            }
            DirectoryChoices choices =
                    outerChoices.enter(name, met.selection(), signs.rulesIn(inner));
            return isLast(index) ? whole(inner, choices, met) : explain(inner, choices, index + 1);
        }
    }

    private Explanation whole(SourceDirectory directory, DirectoryChoices choices, Met met)
            throws IOException {
        Optional<Listing> listing = directory.list(buffers).found();
        String leftOut =
                listing.isPresent()
                        ? signs.visited(directory, listing.get(), choices).leftOut()
                        : null;
        return leftOut == null
                ? explain(Fate.SAVED, met.index() + 1, onTheWay(met.selection()), met.rule())
                : explain(Fate.SAVED_EMPTY, met.index() + 1, leftOut, null);
    }

    private Explanation explainUnseen(DirectoryChoices here, int index) {
        RawName name = path.names().get(index);
        Kind kind = isLast(index) ? kindIfMissing : Kind.DIRECTORY;
        return switch (here.decide(name, kind)) {
            case Decision.Left(Reason reason) -> left(reason, index);
            case Decision.Saved(Selection selection, Rule rule) ->
                    isLast(index)
                            ? explain(Fate.SAVED, index + 1, onTheWay(selection), rule)
                            : explainUnseen(
                                    here.enter(name, selection, file -> Optional.empty()),
                                    index + 1);
        };
    }
}
