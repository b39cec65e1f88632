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
    private final Map<Key, Known> known = new HashMap<>();

    private record Key(FileSystemId fileSystem, long inode) {}

    /** A file as it was saved. */
    record Linked(FileSaver.Saved saved, Described described) {}

    /**
     * What is remembered of a file.
     *
     * @param left names that were not met yet: with none it is forgotten
     */
    private record Known(Linked file, long left) {}

    /** The same file, saved under another name and not touched since. */
    @Nullable Linked find(FileSystemId fileSystem, FileStatus now) {
        if (now.links() < 2) {
            return null;
        }
        Key key = new Key(fileSystem, now.inode());
        Known other = known.get(key);
        if (other == null || !other.file().saved().status().isUntouched(now)) {
            return null;
        }
        keep(key, other.file(), other.left() - 1);
        return other.file();
    }

    void remember(FileSystemId fileSystem, FileStatus now, Linked file) {
        keep(new Key(fileSystem, now.inode()), file, now.links() - 1);
    }

    private void keep(Key key, Linked file, long left) {
        if (left > 0) {
            known.put(key, new Known(file, left));
        } else {
            known.remove(key);
        }
    }
}
