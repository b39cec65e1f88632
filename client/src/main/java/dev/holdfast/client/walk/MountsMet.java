package dev.holdfast.client.walk;

import dev.holdfast.client.progress.BackupListener;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.filesystem.volume.FileSystemIds;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The file systems that the walk meets, and what each is called. */
final class MountsMet {
    private final FileSystemIds ids = new FileSystemIds();
    private final List<Root.Mount> mounts = new ArrayList<>();
    private final Set<FileSystemId> synced = new HashSet<>();
    private final BackupListener listener;

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

    /** The top directory's, which is walked whatever it is. */
    void top(FileSystemId fileSystem) {
        mounts.add(new Root.Mount(Bytes.utf8("/"), fileSystem, true));
    }

    /** Something is mounted at a path. */
    void met(RawPath path, FileSystemId fileSystem, boolean taken) {
        mounts.add(new Root.Mount(Bytes.copyOf(path.toArray()), fileSystem, taken));
        if (!taken) {
            listener.leftOut(path, "it is a file system of type " + fileSystem.type());
        }
    }
}
