package dev.holdfast.client.pace;

/**
 * Tells how long to wait so that a rate is kept on average. After a pause a second's worth may go
 * at once, and no more. Pure: the time is an argument.
 */
final class Pacer {
    private static final long NANOS = 1_000_000_000L;

    /** When all that was sent so far would have been sent at the rate. */
    private long paidUntil;

    /**
     * @param now in nanoseconds since any moment
     */
    Pacer(long now) {
        this.paidUntil = now;
    }

    /**
     * Accounts for bytes that are about to be sent.
     *
     * @param rate in bytes a second
     * @return nanoseconds to wait before that
     */
    long wait(int bytes, long rate, long now) {
        if (paidUntil - now < -NANOS) {
            paidUntil = now - NANOS;
        }
        long wait = Math.max(0, paidUntil - now);
        paidUntil += (long) (bytes * (double) NANOS / rate);
        return wait;
    }
}
