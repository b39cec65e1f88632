package dev.holdfast.platform.durable;

/** How written bytes reach the disc. */
public enum Transfer {
    /** Through the page cache, at any position. */
    PLAIN,

    /**
     * Past the page cache where the file system allows it, each write one extent: positions and
     * lengths are multiples of {@link Volume#BLOCK_SIZE}.
     */
    DIRECT
}
