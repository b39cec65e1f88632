package dev.holdfast.model;

/** What an object is; the code stands in its record and enters its id. */
public enum Kind {
    /** Content bytes: a piece of a large file, or several small files together. */
    CHUNK(1),
    /** The extents of a large file, or of a part of it. */
    LIST(2),
    /** The entries of a directory, or of a part of a very large one. */
    TREE(3),
    /** What one backup saved. */
    ROOT(4);

    private final int code;

    Kind(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /**
     * @throws MalformedException if no kind has this code
     */
    public static Kind of(int code) throws MalformedException {
        return switch (code) {
            case 1 -> CHUNK;
            case 2 -> LIST;
            case 3 -> TREE;
            case 4 -> ROOT;
            default -> throw new MalformedException("unknown object kind " + code);
        };
    }
}
