package dev.holdfast.client.backup;

import dev.holdfast.client.progress.BackupListener;
import dev.holdfast.client.selection.Scope;
import dev.holdfast.client.selection.Selection;
import dev.holdfast.client.selection.Selection.Choice;
import dev.holdfast.filesystem.capture.CaptureBuffers;
import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.filesystem.capture.SourceDirectory.Crossing;
import dev.holdfast.filesystem.capture.SourceDirectory.Listing;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Root;
import java.io.IOException;

/**
 * Counts, ahead of a first backup, what it will meet, so that somebody who waits knows how long.
 * Reads no content and follows no mounts: an estimate.
 */
final class Scout {
    /** An estimate need not go deeper. */
    private static final int DEPTH_MAX = 256;

    private final CaptureBuffers buffers = new CaptureBuffers();
    private long entries;
    private long bytes;

    private Scout() {}

    /** Counts in a thread of its own; the listener hears of it when all is counted, if ever. */
    static Thread start(Selection selection, BackupListener listener) {
        return Thread.ofPlatform().name("scout").daemon().start(() -> count(selection, listener));
    }

    private static void count(Selection selection, BackupListener listener) {
        Scout scout = new Scout();
        try {
            if (SourceDirectory.root()
                    instanceof Captured.Found<SourceDirectory>(SourceDirectory top)) {
                try (top) {
                    Scope rules = selection.rules(Scope.Files.NONE);
                    scout.directory(top, new Place(selection, rules, 0));
                }
                listener.expected(new Root.Totals(scout.entries, scout.bytes, 0));
            }
        } catch (IOException unknown) {
            // The backup itself will meet it, and say so.
        }
    }

    /** A directory: what is wanted of it, the rules in it, and how many are above it. */
    private record Place(Selection selection, Scope scope, int depth) {}

    private void directory(SourceDirectory directory, Place place) throws IOException {
        entries++;
        if (place.depth() > DEPTH_MAX
                || Thread.interrupted()
                || !(directory.list(buffers) instanceof Captured.Found<Listing>(Listing listing))) {
            return;
        }
        for (RawName name : listing.names()) {
            Selection inner = place.selection().at(name);
            if (inner.choice() != Choice.LEAVE
                    && directory.status(name)
                            instanceof Captured.Found<FileStatus>(FileStatus status)) {
                entry(directory, new Met(name, status, inner), place);
            }
        }
    }

    private record Met(RawName name, FileStatus status, Selection selection) {}

    private void entry(SourceDirectory directory, Met met, Place place) throws IOException {
        FileStatus status = met.status();
        Selection selection = met.selection();
        Scope.Kind kind = status.isDirectory() ? Scope.Kind.DIRECTORY : Scope.Kind.OTHER;
        if (!Selection.keeps(place.scope(), met.name(), kind, selection)) {
            return;
        }
        if (!status.isDirectory()) {
            entries++;
            bytes += selection.choice() == Choice.TAKE ? status.size() : 0;
            return;
        }
        boolean stays = directory.crossing(status) == Crossing.NONE;
        if ((stays || selection.isNamed() || selection.choice() == Choice.PASS)
                && directory.enter(met.name(), status)
                        instanceof Captured.Found<SourceDirectory>(SourceDirectory inner)) {
            try (inner) {
                Scope scope = place.scope().enter(met.name(), Scope.Files.NONE);
                directory(inner, new Place(selection, scope, place.depth() + 1));
            }
        }
    }
}
