package dev.holdfast.model;

/** What belongs together in time: a client and a job. Also names the file of its partial. */
public record Series(String value) {
    /** The whole machine. */
    public static final Series SYSTEM = new Series("system");

    /** Paths given by hand. */
    public static final Series MANUAL = new Series("manual");

    private static final String STREAM_PREFIX = "stdin-";

    /**
     * @throws IllegalArgumentException unless it is a {@link Label}
     */
    public Series {
        Label.require("series", value);
    }

    /**
     * What a program writes, saved without a file of it.
     *
     * @param name what the series may be called behind a prefix
     */
    public static Series ofStream(String name) {
        return new Series(STREAM_PREFIX + name);
    }

    /** Whether it is what a program wrote. */
    public boolean isOfStream() {
        return value.startsWith(STREAM_PREFIX);
    }

    @Override
    public String toString() {
        return value;
    }
}
