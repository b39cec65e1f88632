package dev.holdfast.server.space;

import java.util.OptionalLong;

/**
 * How much of the volume is kept free.
 *
 * @param start when less than this is free, space is made
 * @param stop until this much is free
 * @param limit bytes that all vaults together may have; absent: the volume's
 */
public record ReservePolicy(Amount start, Amount stop, OptionalLong limit) {
    public static final ReservePolicy STANDARD =
            new ReservePolicy(new Amount.Percent(5), new Amount.Percent(10), OptionalLong.empty());

    /** Amounts of different kinds are compared for the volume that they are used on. */
    public ReservePolicy {
        if (start.getClass() == stop.getClass() && start.of(1L << 60) > stop.of(1L << 60)) {
            throw new IllegalArgumentException(
                    "start must not be above stop: %s, %s".formatted(start, stop));
        }
        if (limit.isPresent() && limit.getAsLong() <= 0) {
            throw new IllegalArgumentException("limit must be above 0: " + limit.getAsLong());
        }
    }
}
