package dev.holdfast.client.restore;

import dev.holdfast.client.browse.PathPattern;
import dev.holdfast.model.RawPath;
import java.util.List;

/**
 * Which paths of a snapshot are wanted, each with all below it.
 *
 * @param paths the root directory is everything
 * @param patterns what they match is wanted too
 */
public record PathSelection(List<RawPath> paths, List<PathPattern> patterns) {
    public PathSelection {
        paths = List.copyOf(paths);
        patterns = List.copyOf(patterns);
    }

    public PathSelection(List<RawPath> paths) {
        this(paths, List.of());
    }

    boolean isEverything() {
        return paths.contains(RawPath.ROOT);
    }

    boolean hasPatterns() {
        return !patterns.isEmpty();
    }

    /** Whether a path is wanted itself, or lies below one that is named. */
    boolean wants(RawPath path) {
        for (RawPath named : paths) {
            if (path.startsWith(named)) {
                return true;
            }
        }
        boolean matched = false;
        for (PathPattern pattern : patterns) {
            matched |= pattern.matches(path);
        }
        return matched;
    }

    /** Whether something wanted may lie below a path. */
    boolean leadsOn(RawPath path) {
        for (RawPath wanted : paths) {
            if (wanted.startsWith(path)) {
                return true;
            }
        }
        for (PathPattern pattern : patterns) {
            if (pattern.mayMatchBelow(path)) {
                return true;
            }
        }
        return false;
    }
}
