package dev.holdfast.server.retention;

/**
 * How much an order wants a snapshot.
 *
 * @param rank 0 is the most important
 * @param reason for people
 */
record Wish(int rank, String reason) {
    /** The one that wants it more; of two equal ones the first. */
    static Wish better(Wish first, Wish second) {
        return second.rank < first.rank ? second : first;
    }
}
