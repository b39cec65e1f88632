package dev.holdfast.client.config;

import java.util.Arrays;
import java.util.Optional;

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

    /** The one of that label, if it is known. */
    public static Optional<Exclusion> of(String label) {
        return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
    }

    /** What it is called in a root. */
    public String label() {
        return label;
    }
}
