package dev.holdfast.client.filter;

import dev.holdfast.model.RawName;

/** A path that is judged. */
final class Subject {
    private final byte[] path;
    private final int nameFrom;
    private final FilterScope.Kind kind;

    private Subject(byte[] path, int nameFrom, FilterScope.Kind kind) {
        this.path = path;
        this.nameFrom = nameFrom;
        this.kind = kind;
    }

    /**
     * @param directory the path of the directory, with a slash behind it
     */
    static Subject of(byte[] directory, RawName name, FilterScope.Kind kind) {
        byte[] bytes = name.toArray();
        byte[] path = new byte[directory.length + bytes.length + 1];
        System.arraycopy(directory, 0, path, 0, directory.length);
        System.arraycopy(bytes, 0, path, directory.length, bytes.length);
        path[path.length - 1] = '/';
        return new Subject(path, directory.length, kind);
    }

    /** Absolute, with a slash behind it; not to be changed. */
    byte[] path() {
        return path;
    }

    /** Where its last name begins. */
    int nameFrom() {
        return nameFrom;
    }

    boolean isDirectory() {
        return kind == FilterScope.Kind.DIRECTORY;
    }

    /** Where the path ends, without the slash behind it. */
    int to() {
        return path.length - 1;
    }

    /** Where the last names begin; 0 if there are fewer. */
    int fromLast(int names) {
        int left = names;
        for (int i = nameFrom; i > 0; i--) {
            if (path[i - 1] == '/' && --left == 0) {
                return i;
            }
        }
        return 0;
    }
}
