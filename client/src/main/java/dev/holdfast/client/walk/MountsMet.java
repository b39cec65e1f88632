package dev.holdfast.client.walk;

import dev.holdfast.client.progress.BackupListener;
import dev.holdfast.client.selection.Choices;
import dev.holdfast.client.selection.DirectoryChoices;
import dev.holdfast.client.selection.Selection;
import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.filesystem.capture.SourceDirectory.Crossing;
import dev.holdfast.filesystem.volume.FileSystemIds;
import dev.holdfast.filesystem.volume.MountViews;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The file systems that the walk meets, and what each is called. */
final class MountsMet {
    private final FileSystemIds ids = new FileSystemIds();
    private final MountViews views = MountViews.now();
    private final List<Root.Mount> mounts = new ArrayList<>();
    private final Set<FileSystemId> synced = new HashSet<>();
    private final BackupListener listener;
    private @Nullable Choices choices;

    MountsMet(BackupListener listener) throws IOException {
        this.listener = listener;
    }

    /** In the order of the walk. */
    List<Root.Mount> all() {
        return mounts;
    }

    FileSystemId identify(SourceDirectory directory) throws IOException {
        return directory.fileSystem(ids);
    }

    /** Sees to it that a file system is synced before anything is saved of it. */
    void sync(FileSystemId fileSystem, SourceDirectory directory) {
        if (!synced.add(fileSystem)) {
            return;
        }
        try {
            directory.sync();
        } catch (IOException unable) {
            // Whoever wrote there hears of it; we read what there is.
        }
    }

    /**
     * The top directory's, which is walked whatever it is.
     *
     * @param choices of the whole run
     */
    void top(FileSystemId fileSystem, Choices choices) {
        this.choices = choices;
        mounts.add(new Root.Mount(Bytes.utf8("/"), fileSystem, true));
    }

    /**
     * Decides whether what is mounted at a path is saved.
     *
     * @param outside what is chosen in the directory that the path is in
     * @param selection what is wanted of the path
     */
    boolean take(RawPath path, Mounted mounted, DirectoryChoices outside, Selection selection)
            throws IOException {
        String reason = reasonToLeave(mounted, outside, selection);
        mounts.add(
                new Root.Mount(Bytes.copyOf(path.toArray()), mounted.fileSystem(), reason == null));
        if (reason != null) {
            listener.leftOut(path, reason);
        }
        return reason == null;
    }

    /** The top directory of what is mounted. */
    record Mounted(FileSystemId fileSystem, SourceDirectory directory) {}

    private @Nullable String reasonToLeave(
            Mounted mounted, DirectoryChoices outside, Selection selection) throws IOException {
        if (!outside.takes(Crossing.MOUNT, mounted.fileSystem(), selection)) {
            return "it is a file system of type " + mounted.fileSystem().type();
        }
        if (DirectoryChoices.isOnPurpose(selection)) {
            return null;
        }
        RawPath elsewhere = firstView(mounted.directory());
        return elsewhere == null ? null : "it is another view of %s".formatted(elsewhere);
    }

    /** Where the same directory is saved under its own name; null if it is not. */
    private @Nullable RawPath firstView(SourceDirectory directory) throws IOException {
        RawPath first = views.firstView(directory.status().stat().mountId()).orElse(null);
        return first != null
                        && choices != null
                        && choices.takes(first)
                        && SourceDirectory.open(first.toArray())
                                instanceof Captured.Found<SourceDirectory>(SourceDirectory found)
                        && isSame(found, directory)
                ? first
                : null;
    }

    private static boolean isSame(SourceDirectory opened, SourceDirectory other)
            throws IOException {
        try (opened) {
            return opened.status().isSameFile(other.status());
        }
    }
}
