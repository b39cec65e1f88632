package dev.holdfast.client.backup;

import dev.holdfast.client.backup.Selection.Choice;
import dev.holdfast.filesystem.volume.MountKind;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Root;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds file systems that the last snapshot has and this run has not met, though it was to: an
 * empty mount point must not pass for a backup of them.
 */
final class MissingMounts {
    private MissingMounts() {}

    /**
     * @param before of the last snapshot
     * @param now of this run
     * @return what was mounted where, and is missing
     */
    static List<Root.Mount> among(
            List<Root.Mount> before, List<Root.Mount> now, Selection selection) {
        Set<FileSystemId> met = now.stream().map(Root.Mount::id).collect(Collectors.toSet());
        return before.stream()
                .filter(mount -> mount.taken() && !met.contains(mount.id()))
                .filter(mount -> isLasting(mount.id()) && isWanted(mount, selection))
                .toList();
    }

    /** What lives in memory is another file system after each start. */
    private static boolean isLasting(FileSystemId id) {
        return switch (MountKind.of(id.type())) {
            case MEMORY, VIRTUAL -> false;
            case LOCAL, NETWORK, IMAGE, LAYERED, UNKNOWN -> true;
        };
    }

    private static boolean isWanted(Root.Mount mount, Selection selection) {
        Selection at = selection;
        for (RawName name : RawPath.of(mount.path().toArray()).names()) {
            at = at.at(name);
        }
        return at.choice() != Choice.LEAVE;
    }
}
