package dev.holdfast.client.walk;

import dev.holdfast.client.assembly.Described;
import dev.holdfast.client.content.FileSaver;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.model.tree.FileSystemId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers files with several names, so that their content is read once. */
final class LinkedFiles {
    private final Map<Key, Linked> known = new HashMap<>();

    private record Key(FileSystemId fileSystem, long inode) {}

    /** A file as it was saved. */
    record Linked(FileSaver.Saved saved, Described described) {}

    /** The same file, saved under another name and not touched since. */
    @Nullable Linked find(FileSystemId fileSystem, FileStatus now) {
        if (now.links() < 2) {
            return null;
        }
        Linked other = known.get(new Key(fileSystem, now.inode()));
        return other != null && other.saved().status().isUntouched(now) ? other : null;
    }

    void remember(FileSystemId fileSystem, FileStatus now, Linked file) {
        if (now.links() > 1) {
            known.put(new Key(fileSystem, now.inode()), file);
        }
    }
}
