package dev.holdfast.model;

/** What belongs together in time: a client and a job. Also names the file of its partial. */
public record Series(String value) {
    /** The whole machine. */
    public static final Series SYSTEM = new Series("system");

    /** Paths given by hand. */
    public static final Series MANUAL = new Series("manual");

    /** How the names of those begin that save what a program writes. */
    public static final String STREAM_PREFIX = "stdin-";

    /**
     * @throws IllegalArgumentException unless it is a {@link Label}
     */
    public Series {
        Label.require("series", value);
    }

    /** Whether a backup by hand may be of this series, so that no job may be called so. */
    public boolean isReserved() {
        return equals(SYSTEM) || equals(MANUAL) || value.startsWith(STREAM_PREFIX);
    }

    @Override
    public String toString() {
        return value;
    }
}
