package dev.holdfast.client.config;

/** What may be left out beside what paths and rules say. */
public enum Exclusion {
    /** What is in a directory with a CACHEDIR.TAG, but the tag. */
    CACHES("caches"),
    /** What has the inode flag "no dump", with all below it. */
    NODUMP("nodump"),
    /** What is mounted below the paths that were asked for, and subvolumes. */
    OTHER_FILE_SYSTEMS("other-file-systems");

    private final String label;

    Exclusion(String label) {
        this.label = label;
    }

    /** What it is called in a root. */
    public String label() {
        return label;
    }
}
