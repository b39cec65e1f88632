package dev.holdfast.client.backup;

import dev.holdfast.client.filter.Rule;
import dev.holdfast.client.progress.BackupListener;
import dev.holdfast.client.selection.Choices;
import dev.holdfast.client.selection.Decision;
import dev.holdfast.client.selection.DirectoryChoices;
import dev.holdfast.client.selection.Selection;
import dev.holdfast.client.selection.Selection.Choice;
import dev.holdfast.client.signs.Signs;
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
    private final Signs signs = new Signs(buffers);
    private long entries;
    private long bytes;

    private Scout() {}

    /** Counts in a thread of its own; the listener hears of it when all is counted, if ever. */
    static Thread start(Choices choices, BackupListener listener) {
        return Thread.ofPlatform().name("scout").daemon().start(() -> count(choices, listener));
    }

    private static void count(Choices choices, BackupListener listener) {
        Scout scout = new Scout();
        try {
            if (SourceDirectory.root()
                    instanceof Captured.Found<SourceDirectory>(SourceDirectory top)) {
                try (top) {
                    scout.directory(top, choices.top(scout.signs.rulesIn(top)), 0);
                }
                listener.expected(new Root.Totals(scout.entries, scout.bytes, 0));
            }
        } catch (IOException unknown) {
            // The backup itself will meet it, and say so.
        }
    }

    private void directory(SourceDirectory directory, DirectoryChoices here, int depth)
            throws IOException {
        entries++;
        if (depth > DEPTH_MAX
                || Thread.interrupted()
                || !(directory.list(buffers) instanceof Captured.Found<Listing>(Listing listing))) {
            return;
        }
        for (RawName name : signs.visited(directory, listing, here).names()) {
            if (here.leaves(name).isEmpty()
                    && directory.status(name)
                            instanceof Captured.Found<FileStatus>(FileStatus status)
                    && here.decide(name, status)
                            instanceof Decision.Saved(Selection inner, Rule _)) {
                entry(directory, here, new Met(name, status, inner, depth));
            }
        }
    }

    private record Met(RawName name, FileStatus status, Selection selection, int depth) {}

    private void entry(SourceDirectory directory, DirectoryChoices here, Met met)
            throws IOException {
        FileStatus status = met.status();
        Selection selection = met.selection();
        if (!status.isDirectory()) {
            entries++;
            bytes += status.size();
            return;
        }
        boolean stays = directory.crossing(status) == Crossing.NONE;
        boolean wanted =
                stays
                        ? selection.choice() != Choice.LEAVE
                        : selection.isNamed() || selection.choice() == Choice.PASS;
        if (wanted
                && directory.enter(met.name(), status)
                        instanceof Captured.Found<SourceDirectory>(SourceDirectory inner)) {
            try (inner) {
                DirectoryChoices below = here.enter(met.name(), selection, signs.rulesIn(inner));
                directory(inner, below, met.depth() + 1);
            }
        }
    }
}
