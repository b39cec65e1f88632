package dev.holdfast.client.restore;

import dev.holdfast.model.RawPath;
import java.util.List;

/**
 * Which paths of a snapshot are wanted, each with all below it.
 *
 * @param paths the root directory is everything
 */
public record PathSelection(List<RawPath> paths) {
    public PathSelection {
        paths = List.copyOf(paths);
    }

    /** Whether a path is wanted itself, or lies below one that is. */
    boolean wants(RawPath path) {
        return paths.stream().anyMatch(path::startsWith);
    }

    /** Whether something wanted lies below a path. */
    boolean leadsOn(RawPath path) {
        return paths.stream().anyMatch(wanted -> wanted.startsWith(path));
    }
}
