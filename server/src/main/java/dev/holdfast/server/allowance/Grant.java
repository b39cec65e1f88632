package dev.holdfast.server.allowance;

import java.time.Instant;

/**
 * Bytes that an administrator allowed beside the usual ones.
 *
 * @param made when; no two of a client are made at the same time
 * @param until from then on what is left of it is lost
 */
public record Grant(Instant made, Instant until, long bytes) {
    public Grant {
        if (bytes <= 0 || !until.isAfter(made)) {
            throw new IllegalArgumentException("an impossible grant of %d bytes".formatted(bytes));
        }
    }
}
