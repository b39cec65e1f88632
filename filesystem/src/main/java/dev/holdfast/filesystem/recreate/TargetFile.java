package dev.holdfast.filesystem.recreate;

import dev.holdfast.filesystem.recreate.AttributeSetter.Newborn;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.platform.linux.Content;
import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.FileType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A regular file that is being written, by any number of threads. What is never written stays a
 * hole. Without {@link #finish}, closing it discards it.
 */
public final class TargetFile implements AutoCloseable {
    /** A longer file is written for so long that the kernel may begin with any part of it. */
    private static final long WRITTEN_AT_ONCE_MAX = 16 << 20;

    private final Recreation recreation;
    private final Naming naming;
    private final Descriptor file;
    private final AttributeSetter attributes;
    private final @Nullable Newborn newborn;
    private final AtomicLong end = new AtomicLong();
    private final AtomicLong written = new AtomicLong();

    /**
     * @param newborn what is known of the file; null if it has to be looked at
     */
    TargetFile(Recreation recreation, Made made, Metadata metadata, @Nullable Newborn newborn) {
        this.recreation = recreation;
        this.naming = made.naming();
        this.file = made.file();
        this.attributes = new AttributeSetter(recreation.shortfalls(), file, metadata);
        this.newborn = newborn;
    }

    /** An empty file and its name. */
    record Made(Naming naming, Descriptor file) {}

    void prepare() throws IOException {
        attributes.setEarlyFlags();
    }

    /** Writes the buffer from its position to its limit, all of it, at an offset in the file. */
    public void write(long offset, ByteBuffer data) throws IOException {
        int length = data.remaining();
        long reached = offset + length;
        recreation.buffer().write(file, offset, data);
        written.addAndGet(length);
        end.accumulateAndGet(reached, Math::max);
    }

    /**
     * Gives the file its size, its attributes and its name, after all that was to be written was
     * written. To be closed afterwards.
     */
    public Recreated<RawName> finish(long size) throws IOException {
        return Recreated.attempt(() -> {
            if (end.get() != size) {
                Content.truncate(file, size);
            }
            if (looksWholeTooSoon(size)) {
                Content.syncData(file);
            }
            if (newborn == null) {
                attributes.setAll();
            } else {
                attributes.setAll(newborn, FileType.REGULAR);
            }
            Recreated<RawName> published = naming.publish();
            if (published instanceof Recreated.Made) {
                attributes.setFlags();
            }
            return published;
        });
    }

    /**
     * Whether after a power cut the file could have its size and its time, and not its content, so
     * that a restore run again would leave it as it is. Of most files the size on the disc grows
     * with the content that is there.
     */
    private boolean looksWholeTooSoon(long size) {
        return written.get() < size || size > WRITTEN_AT_ONCE_MAX;
    }

    @Override
    public void close() throws IOException {
        try (naming) {
            file.close();
        }
    }
}
