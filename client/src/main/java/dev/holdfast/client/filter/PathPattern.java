package dev.holdfast.client.filter;

import dev.holdfast.client.glob.Glob;
import dev.holdfast.model.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which paths a rule means: a pattern, and the part of a path that it is held against. That part
 * depends on what is in the pattern: a slash at its beginning, a slash within, {@code **} within or
 * at its beginning; a slash at its end asks for directories.
 */
final class PathPattern {
    private static final byte[] ROOT = {'/'};

    /** The part of a path that is looked at. */
    private enum Part {
        NAME,
        /** All below the directory that the pattern is anchored to. */
        BELOW_ANCHOR,
        /** As many last names as the pattern has. */
        LAST_NAMES,
        /** From any name on. */
        FROM_EACH_NAME,
        /** All, with its first slash. */
        WHOLE
    }

    private final boolean directoriesOnly;

    /** Whether a directory is looked at with a slash behind it: {@code dir/***} means dir too. */
    private final boolean meansTree;

    private final Part part;
    private final byte[] anchor;
    private final int names;
    private final byte[] literal;

    /** For a pattern with wildcards; absent for one that can match nothing. */
    private final @Nullable Glob glob;

    private final boolean hasWildcards;

    /**
     * @param pattern at least one byte
     * @param anchor the directory, with a slash behind it, that a slash at the pattern's beginning
     *     stands for
     */
    private PathPattern(byte[] pattern, byte[] anchor) {
        this.directoriesOnly = pattern.length > 1 && pattern[pattern.length - 1] == '/';
        byte[] rest = directoriesOnly ? Arrays.copyOf(pattern, pattern.length - 1) : pattern;
        boolean anchored = rest[0] == '/';
        int slashes = count(rest, '/');
        int firstDeep = indexOfTwoStars(rest);
        boolean deep = firstDeep >= 0;
        this.hasWildcards = Glob.hasWildcards(rest);
        this.meansTree = deep && endsWithThreeStars(rest);
        this.names = slashes + 1;
        this.anchor = anchor;
        if (anchored) {
            part = Part.BELOW_ANCHOR;
        } else if (deep) {
            part = firstDeep == 0 ? Part.WHOLE : Part.FROM_EACH_NAME;
        } else {
            part = slashes > 0 ? Part.LAST_NAMES : Part.NAME;
        }
        this.literal = anchored ? Arrays.copyOfRange(rest, 1, rest.length) : rest;
        this.glob = hasWildcards ? Glob.of(literal).orElse(null) : null;
    }

    /** A pattern whose first slash is the root directory. */
    static PathPattern fromRoot(Bytes pattern) {
        return new PathPattern(pattern.toArray(), ROOT);
    }

    /** A pattern whose first slash is a directory, given with a slash behind it. */
    static PathPattern from(byte[] directory, Bytes pattern) {
        return new PathPattern(pattern.toArray(), directory);
    }

    private static int count(byte[] bytes, char wanted) {
        int count = 0;
        for (byte b : bytes) {
            count += b == wanted ? 1 : 0;
        }
        return count;
    }

    private static int indexOfTwoStars(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == '*' && bytes[i + 1] == '*') {
                return i;
            }
        }
        return -1;
    }

    private static boolean endsWithThreeStars(byte[] bytes) {
        int length = bytes.length;
        return length >= 3
                && bytes[length - 1] == '*'
                && bytes[length - 2] == '*'
                && bytes[length - 3] == '*';
    }

    boolean matches(Subject subject) {
        boolean directory = subject.isDirectory();
        if (directoriesOnly && !directory) {
            return false;
        }
        int to = subject.to() + (meansTree && directory ? 1 : 0);
        byte[] path = subject.path();
        return switch (part) {
            case NAME -> matches(path, subject.nameFrom(), to);
            case BELOW_ANCHOR -> startsWithAnchor(path) && matches(path, anchor.length, to);
            case LAST_NAMES -> {
                int from = subject.fromLast(names);
                yield from > 0 && matches(path, from, to);
            }
            case FROM_EACH_NAME ->
                    glob != null && glob.matches(path, 1, to, Glob.Beginning.AT_EACH_NAME);
            case WHOLE -> matches(path, 0, to);
        };
    }

    private boolean startsWithAnchor(byte[] path) {
        return anchor.length == 1
                || (path.length > anchor.length
                        && Arrays.equals(path, 0, anchor.length, anchor, 0, anchor.length));
    }

    private boolean matches(byte[] path, int from, int to) {
        if (hasWildcards) {
            return glob != null && glob.matches(path, from, to, Glob.Beginning.AT_START);
        }
        return Arrays.equals(path, from, to, literal, 0, literal.length);
    }
}
