package dev.holdfast.client.browse;

import dev.holdfast.client.glob.Glob;
import dev.holdfast.model.RawPath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A pattern that paths match, byte by byte. A pattern without a slash matches the last name of a
 * path; one with a slash the whole path, from the root directory. Its wildcards are those of the
 * filter's rules: {@link Glob}.
 */
public final class PathPattern {
    private static final String SPECIAL = "*?[\\";

    private final String text;
    private final Glob glob;
    private final boolean wholePath;

    /** All that matches a whole path lies below this one, or is it. */
    private final RawPath above;

    private PathPattern(byte[] pattern) {
        this.text = new String(pattern, StandardCharsets.UTF_8);
        this.wholePath = indexOf(pattern, "/") < pattern.length;
        byte[] anchored = wholePath && pattern[0] != '/' ? behindSlash(pattern) : pattern;
        this.glob =
                Glob.of(anchored)
                        .orElseThrow(() ->
                                new IllegalArgumentException("pattern that is cut short: " + text));
        this.above = wholePath ? above(anchored) : RawPath.ROOT;
    }

    private static byte[] behindSlash(byte[] pattern) {
        byte[] anchored = new byte[pattern.length + 1];
        anchored[0] = '/';
        System.arraycopy(pattern, 0, anchored, 1, pattern.length);
        return anchored;
    }

    private static RawPath above(byte[] anchored) {
        int special = indexOf(anchored, SPECIAL);
        if (special == anchored.length) {
            return RawPath.of(anchored);
        }
        int slash = special;
        while (anchored[slash] != '/') {
            slash--;
        }
        return RawPath.of(Arrays.copyOf(anchored, slash + 1));
    }

    /** The place of the first of some signs; the length if there is none. */
    private static int indexOf(byte[] bytes, String signs) {
        int at = 0;
        while (at < bytes.length && signs.indexOf(bytes[at]) < 0) {
            at++;
        }
        return at;
    }

    /** Whether a person who writes this means a pattern. */
    public static boolean isPattern(byte[] text) {
        return Glob.hasWildcards(text);
    }

    /**
     * A pattern; without any special sign it matches what has just that name or path.
     *
     * @throws IllegalArgumentException if it is cut short, such as by a bracket that is not closed,
     *     or no file can have such a path
     */
    public static PathPattern of(byte[] text) {
        return new PathPattern(text);
    }

    public boolean matches(RawPath path) {
        if (path.names().isEmpty()) {
            return false;
        }
        byte[] subject = wholePath ? path.toArray() : path.names().getLast().toArray();
        return glob.matches(subject, 0, subject.length, Glob.Beginning.AT_START);
    }

    /** Whether a path below could match: false only if none can. */
    public boolean mayMatchBelow(RawPath path) {
        return !wholePath || path.startsWith(above) || above.startsWith(path);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
