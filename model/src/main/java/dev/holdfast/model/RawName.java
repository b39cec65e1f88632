package dev.holdfast.model;

/**
 * The name of a directory entry as Linux keeps it: 1 to 255 bytes, not text, never {@code .},
 * {@code ..} or with a {@code /} or NUL. Ordered by unsigned bytes.
 */
public record RawName(Bytes bytes) implements Comparable<RawName> {
    /** NAME_MAX of Linux. */
    public static final int LENGTH_MAX = 255;

    /**
     * @throws IllegalArgumentException if no directory entry can have this name
     */
    public RawName {
        if (!isValid(bytes)) {
            throw new IllegalArgumentException("impossible file name: '" + bytes + "'");
        }
    }

    public static RawName of(byte[] name) {
        return new RawName(Bytes.copyOf(name));
    }

    public static RawName of(String name) {
        return new RawName(Bytes.utf8(name));
    }

    /** Whether a directory entry may have this name: what a peer sends is asked this first. */
    public static boolean isValid(Bytes name) {
        if (name.length() == 0 || name.length() > LENGTH_MAX || isDots(name)) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.at(i) == '/' || name.at(i) == 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDots(Bytes name) {
        return name.at(0) == '.'
                && (name.length() == 1 || (name.length() == 2 && name.at(1) == '.'));
    }

    public byte[] toArray() {
        return bytes.toArray();
    }

    @Override
    public int compareTo(RawName other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return bytes.toString();
    }
}
