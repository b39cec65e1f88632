package dev.holdfast.client.browse;

import dev.holdfast.model.RawPath;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A pattern that paths match, byte by byte. A pattern without a slash matches the last name of a
 * path; one with a slash the whole path, from the root directory. {@code *} and {@code ?} stand for
 * any bytes and one byte of a name, {@code **} for any bytes of a path, {@code [a-z]} and {@code
 * [!a-z]} for one byte; a backslash takes the meaning of what follows it.
 */
public final class PathPattern {
    private static final String SPECIAL = "*?[";

    private final String text;
    private final Pattern pattern;
    private final boolean wholePath;

    /** All that matches a whole path lies below this one, or is it. */
    private final RawPath above;

    private PathPattern(String text, String latin) {
        this.text = text;
        this.wholePath = latin.indexOf('/') >= 0;
        String anchored = wholePath && !latin.startsWith("/") ? "/" + latin : latin;
        this.pattern = Pattern.compile(translate(anchored), Pattern.DOTALL);
        this.above = wholePath ? above(anchored) : RawPath.ROOT;
    }

    private static RawPath above(String anchored) {
        int special = 0;
        while (special < anchored.length() && "*?[\\".indexOf(anchored.charAt(special)) < 0) {
            special++;
        }
        int slash = anchored.lastIndexOf('/', special);
        String whole = special == anchored.length() ? anchored : anchored.substring(0, slash + 1);
        return RawPath.of(whole.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Whether a person who writes this means a pattern. */
    public static boolean isPattern(byte[] text) {
        String latin = latin(text);
        return latin.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0);
    }

    /**
     * A pattern; without any special sign it matches what has just that name or path.
     *
     * @throws IllegalArgumentException if it is none, or no file can have such a path
     */
    public static PathPattern of(byte[] text) {
        return new PathPattern(new String(text, StandardCharsets.UTF_8), latin(text));
    }

    public boolean matches(RawPath path) {
        if (path.names().isEmpty()) {
            return false;
        }
        byte[] subject = wholePath ? path.toArray() : path.names().getLast().toArray();
        return pattern.matcher(latin(subject)).matches();
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

    /** One character a byte. */
    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String translate(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            switch (c) {
                case '*' -> {
                    boolean two = glob.startsWith("**", i);
                    regex.append(two ? ".*" : "[^/]*");
                    i += two ? 1 : 0;
                }
                case '?' -> regex.append("[^/]");
                case '[' -> i = set(glob, i, regex);
                case '\\' -> {
                    i = Math.min(i + 1, glob.length() - 1);
                    regex.append(Pattern.quote(String.valueOf(glob.charAt(i))));
                }
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }

    /** Returns where the set ends; a bracket that is never closed is one itself. */
    private static int set(String glob, int start, StringBuilder regex) {
        boolean negated = glob.startsWith("!", start + 1) || glob.startsWith("^", start + 1);
        int first = start + (negated ? 2 : 1);
        int end = glob.indexOf(']', first + 1);
        if (end < 0) {
            regex.append("\\[");
            return start;
        }
        regex.append("(?!/)").append(negated ? "[^" : "[");
        for (char c : glob.substring(first, end).toCharArray()) {
            regex.append(c == '-' ? "-" : "\\x%02x".formatted((int) c));
        }
        regex.append(']');
        return end;
    }
}
