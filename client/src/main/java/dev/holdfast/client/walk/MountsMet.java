package dev.holdfast.client.walk;

import dev.holdfast.client.progress.BackupListener;
import dev.holdfast.client.selection.Choices;
import dev.holdfast.client.selection.Selection;
import dev.holdfast.client.selection.Selection.Choice;
import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.SourceDirectory;
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
    private @Nullable Choices whole;

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
        whole = choices;
        mounts.add(new Root.Mount(Bytes.utf8("/"), fileSystem, true));
    }

    /**
     * The top directory of what is mounted.
     *
     * @param selection what is selected of it
     */
    record Mounted(FileSystemId fileSystem, SourceDirectory directory, Selection selection) {}

    /**
     * Something is mounted at a path.
     *
     * @return whether it is saved: it is wanted, and not saved already where it lies
     */
    boolean meet(RawPath path, Mounted mounted, boolean wanted) throws IOException {
        RawPath elsewhere = wanted ? firstView(mounted) : null;
        boolean taken = wanted && elsewhere == null;
        FileSystemId fileSystem = mounted.fileSystem();
        mounts.add(new Root.Mount(Bytes.copyOf(path.toArray()), fileSystem, taken));
        if (elsewhere != null) {
            listener.leftOut(path, "it is another view of %s".formatted(elsewhere));
        } else if (!taken) {
            listener.leftOut(path, "it is a file system of type " + fileSystem.type());
        }
        return taken;
    }

    /** Where the same directory is saved under its own name; null if it is not. */
    private @Nullable RawPath firstView(Mounted mounted) throws IOException {
        SourceDirectory directory = mounted.directory();
        boolean onPurpose =
                mounted.selection().isNamed() || mounted.selection().choice() == Choice.PASS;
        RawPath first =
                onPurpose
                        ? null
                        : views.firstView(directory.status().stat().mountId()).orElse(null);
        return first != null
                        && whole != null
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
