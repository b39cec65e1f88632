package dev.holdfast.filesystem.capture;

import dev.holdfast.platform.linux.Content;
import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.Stat;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An open regular file whose content is read as a sequence of runs, from the beginning or from
 * where it is told, up to the size that it had when it was opened.
 */
public final class SourceFile implements AutoCloseable {
    /** Longer files may have holes that do not show in how much they occupy. */
    private static final long LARGE = 1 << 20;

    /** The unit in which the kernel counts what a file occupies. */
    private static final long BLOCK_SIZE = 512;

    private final Descriptor file;
    private final FileStatus status;
    private final boolean mayHaveHoles;
    private final PageCacheWindow window;
    private long position;
    private long dataEnd;

    private SourceFile(Descriptor file, FileStatus status) {
        this.file = file;
        this.status = status;
        Stat stat = status.stat();
        // What occupies all its blocks has no holes: asking for them would cost small files dear.
        this.window = new PageCacheWindow(file, stat.size());
        this.mayHaveHoles = stat.size() > LARGE || stat.blocks() * BLOCK_SIZE < stat.size();
    }

    static SourceFile open(Descriptor file) throws IOException {
        try {
            return new SourceFile(file, new FileStatus(Stat.of(file)));
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** A piece of the content. */
    public sealed interface Run {
        /** So many bytes are zero and occupy nothing. */
        record Hole(long length) implements Run {}

        /** So many bytes, at least one, have been put into the buffer. */
        record Data(int length) implements Run {}

        /** The size is reached; or before it, if the file has become shorter. */
        record End() implements Run {}
    }

    /** What it was when it was opened. */
    public FileStatus status() {
        return status;
    }

    /**
     * Has the kernel begin to read the beginning of the content, and does not wait for it.
     *
     * @return how much of it, in bytes, was not in the page cache; for whoever reads it then
     */
    public Captured<Long> bring() throws IOException {
        return Captured.attempt(() -> new Captured.Found<>(window.bring()));
    }

    /**
     * So many bytes from the beginning are in the page cache as somebody let {@link #bring} them.
     */
    public void brought(long length) {
        window.brought(length);
    }

    /** Where the next run begins. */
    public long position() {
        return position;
    }

    /** Goes on from there: 0 or more. */
    public void seek(long target) {
        if (target < 0) {
            throw new IllegalArgumentException("position " + target);
        }
        position = target;
        dataEnd = 0;
    }

    /** Reads the next run, into a buffer with room for at least a byte. */
    public Captured<Run> read(ByteBuffer target, CaptureBuffers buffers) throws IOException {
        if (!target.hasRemaining()) {
            throw new IllegalArgumentException("no room to read into");
        }
        return Captured.attempt(() -> new Captured.Found<>(next(target, buffers)));
    }

    private Run next(ByteBuffer target, CaptureBuffers buffers) throws IOException {
        if (position >= status.size()) {
            return new Run.End();
        }
        if (position >= dataEnd) {
            long hole = holeHere();
            if (hole > 0) {
                position += hole;
                return new Run.Hole(hole);
            }
        }
        return data(target, buffers);
    }

    /** The length of the hole here, or 0 after finding out how far the data reaches. */
    private long holeHere() throws IOException {
        long size = status.size();
        if (!mayHaveHoles) {
            dataEnd = size;
            return 0;
        }
        long data = Content.nextData(file, position);
        if (data < 0 && Stat.of(file).size() <= position) {
            // Become shorter: there is nothing left to be a hole.
            return 0;
        }
        if (data < 0 || data >= size) {
            return size - position;
        }
        if (data == position) {
            long end = Content.nextHole(file, position);
            dataEnd = end < 0 ? size : Math.min(size, end);
        }
        return data - position;
    }

    private Run data(ByteBuffer target, CaptureBuffers buffers) throws IOException {
        long room = Math.min(target.remaining(), PageCacheWindow.PIECE);
        long wanted = Math.min(room, Math.max(dataEnd - position, 1));
        int limit = target.limit();
        target.limit(target.position() + (int) wanted);
        try {
            window.reach(position);
            int length = buffers.content().read(file, position, target);
            position += length;
            return length == 0 ? new Run.End() : new Run.Data(length);
        } finally {
            target.limit(limit);
        }
    }

    /**
     * Looks again: found if nothing was touched since it was opened, so that what was read fits.
     */
    public Captured<FileStatus> finish() throws IOException {
        return Captured.attempt(() -> {
            FileStatus now = new FileStatus(Stat.of(file));
            return now.isUntouched(status)
                    ? new Captured.Found<>(now)
                    : new Captured.Changed<>(file + " changed while it was read");
        });
    }

    /** What was read is no longer in the page cache, unless it was there before. */
    @Override
    public void close() throws IOException {
        try (file) {
            window.end();
        }
    }
}
