package dev.holdfast.client.selection;

import dev.holdfast.client.progress.Gaps;
import dev.holdfast.filesystem.volume.MountKind;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Root;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds file systems that the last snapshot has and this run has not met, though it was to: an
 * empty mount point must not pass for a backup of them.
 */
public final class MissingMounts {
    private final List<Root.Mount> before;
    private final Choices choices;

    /**
     * @param base the last snapshot, if any
     */
    public MissingMounts(@Nullable Root base, Choices choices) {
        this(base == null ? List.of() : base.mounts(), choices);
    }

    MissingMounts(List<Root.Mount> before, Choices choices) {
        this.before = before;
        this.choices = choices;
    }

    /** Names what is missing as not read. */
    public void name(List<Root.Mount> now, Gaps gaps) {
        for (Root.Mount missing : among(now)) {
            String type = missing.id().type();
            gaps.add(
                    RawPath.of(missing.path().toArray()),
                    "a file system of type %s was here at the last backup, and is not"
                            .formatted(type));
        }
    }

    /**
     * @param now of this run
     * @return what was mounted where, and is missing
     */
    List<Root.Mount> among(List<Root.Mount> now) {
        Set<FileSystemId> met = now.stream().map(Root.Mount::id).collect(Collectors.toSet());
        return before.stream()
                .filter(mount -> mount.taken() && !met.contains(mount.id()))
                .filter(mount -> isLasting(mount.id()) && isWanted(mount))
                .toList();
    }

    /** What lives in memory is another file system after each start. */
    private static boolean isLasting(FileSystemId id) {
        return switch (MountKind.of(id.type())) {
            case MEMORY, VIRTUAL -> false;
            case LOCAL, NETWORK, IMAGE, LAYERED, UNKNOWN -> true;
        };
    }

    private boolean isWanted(Root.Mount mount) {
        return choices.at(RawPath.of(mount.path().toArray()))
                .map(here -> here.takesOthers(here.selection()))
                .orElse(false);
    }
}
