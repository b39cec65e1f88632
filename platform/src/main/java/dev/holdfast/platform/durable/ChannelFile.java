package dev.holdfast.platform.durable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file behind a channel, and perhaps a second one past the page cache. */
final class ChannelFile implements VolumeFile {
    /** Java copies heap buffers through native ones of the same size and keeps those. */
    private static final int TRANSFER_MAX = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private final DirectWriter direct;
    private final Runnable onClose;

    ChannelFile(Path path, FileChannel channel, DirectWriter direct, Runnable onClose) {
        this.path = path;
        this.channel = channel;
        this.direct = direct;
        this.onClose = onClose;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        int total = 0;
        while (target.hasRemaining()) {
            int end = target.limit();
            target.limit(Math.min(end, target.position() + TRANSFER_MAX));
            int count = channel.read(target, position + total);
            target.limit(end);
            if (count < 0) {
                break;
            }
            total += count;
        }
        return total;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        try {
            if (direct.wants(source, position)) {
                direct.write(source, position);
            } else {
                writePlain(source, position);
            }
        } catch (IOException failure) {
            throw DiscFull.translate(failure, path, source.remaining());
        }
    }

    private void writePlain(ByteBuffer source, long position) throws IOException {
        long at = position;
        while (source.hasRemaining()) {
            int end = source.limit();
            source.limit(Math.min(end, source.position() + TRANSFER_MAX));
            at += channel.write(source, at);
            source.limit(end);
        }
    }

    @Override
    public void truncate(long size) throws IOException {
        channel.truncate(size);
    }

    @Override
    public boolean punch(long position, long length) throws IOException {
        return Room.punch(path, position, length);
    }

    @Override
    public void reserve(long length) throws IOException {
        Room.reserve(path, length);
    }

    @Override
    public void sync() throws IOException {
        try {
            channel.force(true);
        } catch (IOException failure) {
            // Delayed allocation: only now does the file system find that it has no room.
            throw DiscFull.translate(failure, path, 0);
        }
    }

    @Override
    public void close() throws IOException {
        // Both descriptors at once: closing one of them gives up the kernel's lock on the file.
        try {
            direct.close();
        } finally {
            try {
                channel.close();
            } finally {
                onClose.run();
            }
        }
    }
}
