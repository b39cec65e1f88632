package dev.holdfast.client.ahead;

import dev.holdfast.client.filter.Rule;
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
import dev.holdfast.filesystem.volume.FileSystemIds;
import dev.holdfast.model.RawName;
import java.io.IOException;
import java.util.List;

/**
 * What a backup will meet, in the order of its walk, more or less: what cannot be read is passed
 * over, and of a file system that is mounted twice both views are followed.
 */
final class Outline {
    /** Who wants to know more or less need not go deeper. */
    private static final int DEPTH_MAX = 256;

    private final CaptureBuffers buffers = new CaptureBuffers();
    private final Signs signs = new Signs(buffers);
    private final FileSystemIds fileSystems = new FileSystemIds();
    private final Order order;
    private final Meeting meeting;

    private Outline(Order order, Meeting meeting) throws IOException {
        this.order = order;
        this.meeting = meeting;
    }

    /** In which order the names in a directory are gone through. */
    enum Order {
        /** That of the walk. */
        FORWARD,
        BACKWARD
    }

    /** Hears of everything that is met. */
    interface Meeting {
        void directory();

        /**
         * Anything else than a directory.
         *
         * @param directory that it is in; open until this returns
         */
        void file(SourceDirectory directory, RawName name, FileStatus status)
                throws IOException, InterruptedException;
    }

    /** Goes through all of it, unless it is interrupted. */
    static void go(Choices choices, Order order, Meeting meeting)
            throws IOException, InterruptedException {
        if (SourceDirectory.root() instanceof Captured.Found<SourceDirectory>(var top)) {
            try (top) {
                Outline outline = new Outline(order, meeting);
                outline.directory(top, choices.top(outline.signs.rulesIn(top)), 0);
            }
        }
    }

    private void directory(SourceDirectory directory, DirectoryChoices here, int depth)
            throws IOException, InterruptedException {
        meeting.directory();
        if (Thread.interrupted()) {
            throw new InterruptedException("nobody needs to know more");
        }
        if (depth > DEPTH_MAX
                || !(directory.list(buffers) instanceof Captured.Found<Listing>(Listing listing))) {
            return;
        }
        List<RawName> names = signs.visited(directory, listing, here).names();
        for (RawName name : order == Order.FORWARD ? names : names.reversed()) {
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
            throws IOException, InterruptedException {
        if (!met.status().isDirectory()) {
            meeting.file(directory, met.name(), met.status());
        } else if (directory.enter(met.name(), met.status())
                instanceof Captured.Found<SourceDirectory>(SourceDirectory inner)) {
            try (inner) {
                if (isWanted(directory.crossing(met.status()), inner, here, met.selection())) {
                    directory(
                            inner,
                            here.enter(met.name(), met.selection(), signs.rulesIn(inner)),
                            met.depth() + 1);
                }
            }
        }
    }

    private boolean isWanted(
            Crossing crossing, SourceDirectory inner, DirectoryChoices here, Selection selection)
            throws IOException {
        return crossing == Crossing.NONE
                ? selection.choice() != Choice.LEAVE
                : here.takes(crossing, inner.fileSystem(fileSystems), selection);
    }
}
