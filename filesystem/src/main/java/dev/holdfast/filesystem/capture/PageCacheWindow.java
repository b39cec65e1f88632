package dev.holdfast.filesystem.capture;

import dev.holdfast.platform.linux.Content;
import dev.holdfast.platform.linux.Descriptor;
import java.io.IOException;

/**
 * The part of a file that is about to be read or has just been: brought into the page cache some
 * way ahead of the reader, and dropped behind it if it was not there before. So a backup neither
 * waits for each piece nor takes away from the machine what it had cached.
 */
final class PageCacheWindow {
    /** What is looked at, brought and dropped at a time, in bytes. */
    static final long PIECE = 1 << 20;

    /** Pieces that are brought ahead of the one that is read. */
    private static final int AHEAD = 4;

    private final Descriptor file;
    private final long size;

    /** Bytes from the beginning that are in the cache only as somebody brought them for us. */
    private long brought;

    /** The first piece that was not dropped yet, and the first that was not looked at. */
    private long first;

    private long next;

    /** A bit for each piece from the first on: whether it is to be dropped. */
    private long absent;

    PageCacheWindow(Descriptor file, long size) {
        this.file = file;
        this.size = size;
    }

    /**
     * Begins to bring the beginning of the file.
     *
     * @return how much of it is in the cache now that was not, in bytes
     */
    long bring() throws IOException {
        if (size == 0 || Content.isCached(file, 0)) {
            return 0;
        }
        Content.advise(file, 0, PIECE, Content.Advice.WILL_NEED);
        return Math.min(PIECE, size);
    }

    /** See {@link #bring}, which somebody else has done. */
    void brought(long length) {
        brought = length;
    }

    /** What lies at this position is read next, at most {@link #PIECE} bytes. */
    void reach(long position) throws IOException {
        long here = position / PIECE;
        if (next == 0 && size > PIECE) {
            // What the kernel reads ahead by itself would look as if it had been there before.
            Content.advise(file, 0, 0, Content.Advice.RANDOM);
        }
        dropBefore(here);
        next = Math.max(next, first);
        long end = Math.min(here + AHEAD, (size - 1) / PIECE);
        while (next <= end) {
            look(next, here);
            next++;
        }
    }

    private void look(long piece, long here) throws IOException {
        long position = piece * PIECE;
        boolean isBrought = position < brought;
        if (!isBrought && Content.isCached(file, position)) {
            return;
        }
        absent |= 1L << (piece - first);
        if (!isBrought && piece > here) {
            Content.advise(file, position, PIECE, Content.Advice.WILL_NEED);
        }
    }

    private void dropBefore(long piece) throws IOException {
        while (first < piece && absent != 0) {
            if ((absent & 1) != 0) {
                Content.advise(file, first * PIECE, PIECE, Content.Advice.DONT_NEED);
            }
            absent >>>= 1;
            first++;
        }
        first = Math.max(first, piece);
    }

    /** Nothing more is read. */
    void end() throws IOException {
        dropBefore(next);
    }
}
