package dev.holdfast.client.config;

import java.util.Arrays;
import java.util.Optional;

/** What may be left out beside what paths and rules say. */
public enum Exclusion {
    /** What is in a directory with a CACHEDIR.TAG, but the tag. */
    CACHES("caches", "exclude-caches"),
    /** What has the inode flag "no dump", with all below it. */
    NODUMP("nodump", "exclude-nodump"),
    /** What is mounted below the paths that were asked for, and subvolumes. */
    OTHER_FILE_SYSTEMS("other-file-systems", "one-file-system");

    private final String label;
    private final String key;

    Exclusion(String label, String key) {
        this.label = label;
        this.key = key;
    }

    /** What it is called in {@code client.toml}. */
    String key() {
        return key;
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
