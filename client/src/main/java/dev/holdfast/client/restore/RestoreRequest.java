package dev.holdfast.client.restore;

import dev.holdfast.client.browse.PathSelection;
import dev.holdfast.filesystem.recreate.Shortfalls;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Root;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is to be made again, and how.
 *
 * @param target an existing directory, which stands for the root directory of the snapshot
 * @param spared real paths that are left alone, whatever the snapshot has there
 * @param shortfalls takes what could not be set
 */
public record RestoreRequest(
        Root root,
        PathSelection selection,
        RawPath target,
        Rules rules,
        List<RawPath> spared,
        Shortfalls shortfalls,
        RestoreProgress progress,
        RestoreListener listener) {
    public RestoreRequest {
        spared = List.copyOf(spared);
    }

    /** Paths of the snapshot that are left alone. */
    Set<RawPath> sparedInSnapshot() {
        int above = target.names().size();
        return spared.stream()
                .filter(path -> path.startsWith(target))
                .map(path -> new RawPath(path.names().subList(above, path.names().size())))
                .collect(Collectors.toUnmodifiableSet());
    }

    RestoreRequest listening(RestoreListener other) {
        return new RestoreRequest(
                root, selection, target, rules, spared, shortfalls, progress, other);
    }

    /** What becomes of a file that has the name of one that is restored. */
    public enum Overwrite {
        /** Its content is read, and replaced where it differs. */
        ALWAYS,
        /** It is replaced unless type, size and time of modification are the same. */
        CHANGED,
        /** It is left as it is. */
        NEVER
    }

    /** What becomes of a name that the snapshot does not have. */
    public enum Others {
        KEEP,
        /** It is deleted, where the snapshot would have it if it had been there. */
        DELETE
    }

    /** Whether anything is written. */
    public enum Earnest {
        /** What would be done is told. */
        DRY_RUN,
        DO
    }

    /** How to go about what is in the target already. */
    public record Rules(Overwrite overwrite, Others others, Earnest earnest, Owners owners) {
        public static final Rules USUAL =
                new Rules(Overwrite.CHANGED, Others.KEEP, Earnest.DO, Owners.NUMERIC);
    }
}
