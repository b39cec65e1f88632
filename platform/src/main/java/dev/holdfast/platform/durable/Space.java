package dev.holdfast.platform.durable;

/**
 * Room on the file system of a volume.
 *
 * @param totalBytes the file system's size
 * @param usableBytes what this process may still fill, as far as the system knows
 */
public record Space(long totalBytes, long usableBytes) {}
