package dev.holdfast.model;

import java.time.Instant;

/**
 * A time of the file system: seconds since 1970 (negative before) and nanoseconds within.
 *
 * @param seconds any that the kernel reports
 * @param nanoseconds 0 to 999,999,999
 */
public record Timestamp(long seconds, int nanoseconds) implements Comparable<Timestamp> {
    public static final int NANOSECONDS_MAX = 999_999_999;

    public Timestamp {
        if (nanoseconds < 0 || nanoseconds > NANOSECONDS_MAX) {
            throw new IllegalArgumentException("impossible nanoseconds: " + nanoseconds);
        }
    }

    public static Timestamp of(Instant instant) {
        return new Timestamp(instant.getEpochSecond(), instant.getNano());
    }

    /**
     * @throws java.time.DateTimeException beyond what an {@link Instant} holds
     */
    public Instant toInstant() {
        return Instant.ofEpochSecond(seconds, nanoseconds);
    }

    @Override
    public int compareTo(Timestamp other) {
        int order = Long.compare(seconds, other.seconds);
        return order != 0 ? order : Integer.compare(nanoseconds, other.nanoseconds);
    }
}
