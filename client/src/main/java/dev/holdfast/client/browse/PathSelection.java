package dev.holdfast.client.browse;

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

    public boolean isEverything() {
        return paths.contains(RawPath.ROOT);
    }

    public boolean hasPatterns() {
        return !patterns.isEmpty();
    }

    /** Whether a path is wanted itself, or lies below one that is named. */
    public boolean wants(RawPath path) {
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
    public boolean leadsOn(RawPath path) {
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
