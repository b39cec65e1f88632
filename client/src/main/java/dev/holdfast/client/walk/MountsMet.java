package dev.holdfast.client.walk;

import dev.holdfast.client.progress.BackupListener;
import dev.holdfast.client.selection.Selection;
import dev.holdfast.client.selection.Selection.Choice;
import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.filesystem.volume.FileSystemIds;
import dev.holdfast.filesystem.volume.MountKind;
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

/** The file systems that the walk meets: what each is called, and whether it is saved. */
final class MountsMet {
    private final FileSystemIds ids = new FileSystemIds();
    private final MountViews views = MountViews.now();
    private final List<Root.Mount> mounts = new ArrayList<>();
    private final Set<FileSystemId> synced = new HashSet<>();
    private final BackupListener listener;
    private Selection whole = Selection.of(List.of(), List.of());

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
     * @param selection of the whole run
     */
    void top(FileSystemId fileSystem, Selection selection) {
        whole = selection;
        mounts.add(new Root.Mount(Bytes.utf8("/"), fileSystem, true));
    }

    /** Decides whether what is mounted at a path is saved. */
    boolean take(RawPath path, Mounted mounted, Selection selection) throws IOException {
        String reason = reasonToLeave(mounted, selection);
        mounts.add(
                new Root.Mount(Bytes.copyOf(path.toArray()), mounted.fileSystem(), reason == null));
        if (reason != null) {
            listener.leftOut(path, reason);
        }
        return reason == null;
    }

    /** The top directory of what is mounted. */
    record Mounted(FileSystemId fileSystem, SourceDirectory directory) {}

    private @Nullable String reasonToLeave(Mounted mounted, Selection selection)
            throws IOException {
        if (selection.isNamed() || selection.choice() == Choice.PASS) {
            return null;
        }
        String type = mounted.fileSystem().type();
        if (selection.choice() == Choice.LEAVE || MountKind.of(type) != MountKind.LOCAL) {
            return "it is a file system of type " + type;
        }
        RawPath elsewhere = firstView(mounted.directory());
        return elsewhere == null ? null : "it is another view of %s".formatted(elsewhere);
    }

    /** Where the same directory is saved under its own name; null if it is not. */
    private @Nullable RawPath firstView(SourceDirectory directory) throws IOException {
        RawPath first = views.firstView(directory.status().stat().mountId()).orElse(null);
        return first != null
                        && whole.takes(first)
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
