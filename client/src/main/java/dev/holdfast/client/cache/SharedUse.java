package dev.holdfast.client.cache;

/**
 * How much of a chunk that files share is still in use.
 *
 * @param length of the chunk, in bytes of plaintext
 * @param live bytes that files of the snapshot use
 */
public record SharedUse(int length, int live) {
    /** Whether its files had better be saved again, so that the chunk can go. */
    public boolean isSparse() {
        return live < length / 2;
    }
}
