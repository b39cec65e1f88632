package dev.holdfast.protocol.wire;

import java.time.Duration;

/**
 * How long and how much an end of a connection bears.
 *
 * @param keepAlive after so long without sending anything, <em>alive</em> is sent
 * @param silence after so long without receiving a byte, the peer is gone
 * @param patience after so long without an answer, a request or credit that is waited for, the peer
 *     is gone, even if it goes on to say that it is alive or working
 * @param windowSize bytes of frames that a peer may send before it is granted more; the same at
 *     both ends
 * @param openMax requests that may wait for their answers; the same at both ends
 */
public record Limits(
        Duration keepAlive, Duration silence, Duration patience, int windowSize, int openMax) {
    /** What docs/protocol.md says. */
    public static final Limits STANDARD =
            new Limits(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(120),
                    Duration.ofHours(24),
                    16 << 20,
                    1_024);

    /** Far below what a sum of credit could overflow. */
    private static final int WINDOW_SIZE_MAX = 256 << 20;

    /** A window is granted again in so many parts. */
    private static final int PARTS = 8;

    public Limits {
        if (keepAlive.compareTo(Duration.ofMillis(1)) < 0
                || silence.compareTo(keepAlive) <= 0
                || patience.compareTo(silence) < 0) {
            throw new IllegalArgumentException(
                    "impossible limits: %s, %s, %s".formatted(keepAlive, silence, patience));
        }
        if (windowSize < PARTS || windowSize > WINDOW_SIZE_MAX || openMax < 1) {
            throw new IllegalArgumentException(
                    "impossible limits: %d bytes, %d requests".formatted(windowSize, openMax));
        }
    }

    /** The same for an end that waits longer, or less long. */
    public Limits withPatience(Duration other) {
        return new Limits(keepAlive, silence, other, windowSize, openMax);
    }

    /** Bytes that are dealt with before they are granted again. */
    int grantSize() {
        return windowSize / PARTS;
    }

    /** What a peer is certain to be granted at some time: no frame may be longer. */
    int frameSizeMax() {
        return windowSize - grantSize();
    }
}
