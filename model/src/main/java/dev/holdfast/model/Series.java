package dev.holdfast.model;

/** What belongs together in time: a client and a job. Also names the file of its partial. */
public record Series(String value) {
    /** The whole machine. */
    public static final Series SYSTEM = new Series("system");

    /** Paths given by hand. */
    public static final Series MANUAL = new Series("manual");

    /**
     * @throws IllegalArgumentException unless it is a {@link Label}
     */
    public Series {
        Label.require("series", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
