package dev.holdfast.client.cache;

/**
 * How much of a chunk that files share is still in use.
 *
 * @param length of the chunk, in bytes of plaintext
 * @param live bytes that files of the snapshot use
 * @param made when the server had received the snapshot before the one that brought the chunk, in
 *     seconds since 1970; 0 for the first
 */
public record SharedUse(int length, int live, long made) {}
