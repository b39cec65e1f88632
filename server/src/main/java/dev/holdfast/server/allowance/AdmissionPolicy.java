package dev.holdfast.server.allowance;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How much a client may bring.
 *
 * @param rhythm of its snapshots
 * @param growth how often its usual day's bytes it may bring a day, 1 to {@link #GROWTH_MAX}
 * @param floor bytes that it may bring a day in any case
 * @param share of the volume, above 0 and at most 1; absent: as much as any other
 * @param quota bytes that it may have in all; absent: no such limit
 */
public record AdmissionPolicy(
        Rhythm rhythm, int growth, long floor, OptionalDouble share, OptionalLong quota) {
    public static final int GROWTH_MAX = 1_000;

    public static final AdmissionPolicy STANDARD =
            new AdmissionPolicy(
                    new Rhythm(4, Duration.ofHours(6)),
                    5,
                    1L << 30,
                    OptionalDouble.empty(),
                    OptionalLong.empty());

    /** Of a vault whose owner is its only client: it brings what there is room for. */
    public static final AdmissionPolicy OWN =
            new AdmissionPolicy(
                    new Rhythm(Rhythm.BURST_MAX, Duration.ofSeconds(1)),
                    1,
                    1L << 50,
                    OptionalDouble.empty(),
                    OptionalLong.empty());

    public AdmissionPolicy {
        if (growth < 1 || growth > GROWTH_MAX) {
            throw new IllegalArgumentException(
                    "growth must be within 1 and %d: %d".formatted(GROWTH_MAX, growth));
        }
        if (floor < 0) {
            throw new IllegalArgumentException("floor must not be negative: " + floor);
        }
        share.ifPresent(AdmissionPolicy::requireShare);
        if (quota.isPresent() && quota.getAsLong() <= 0) {
            throw new IllegalArgumentException("quota must be above 0: " + quota.getAsLong());
        }
    }

    private static void requireShare(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "share must be above 0 % and at most 100 %: " + share * 100 + " %");
        }
    }

    /**
     * A token bucket of snapshots.
     *
     * @param burst so many at once, 1 to {@link #BURST_MAX}
     * @param every then one in this time, a second to {@link #EVERY_MAX}
     */
    public record Rhythm(int burst, Duration every) {
        public static final int BURST_MAX = 10_000;
        public static final Duration EVERY_MAX = Duration.ofDays(366);

        public Rhythm {
            if (burst < 1 || burst > BURST_MAX) {
                throw new IllegalArgumentException(
                        "burst must be within 1 and %d: %d".formatted(BURST_MAX, burst));
            }
            if (every.compareTo(Duration.ofSeconds(1)) < 0 || every.compareTo(EVERY_MAX) > 0) {
                throw new IllegalArgumentException(
                        "every must be within a second and a year: " + every.toSeconds() + " s");
            }
        }
    }
}
