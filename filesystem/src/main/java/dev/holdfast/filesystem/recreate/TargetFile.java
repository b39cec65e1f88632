package dev.holdfast.filesystem.recreate;

import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.platform.linux.Content;
import dev.holdfast.platform.linux.Descriptor;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A regular file that is being written. What is never written stays a hole. Without {@link
 * #finish}, closing it discards it.
 */
public final class TargetFile implements AutoCloseable {
    private final Recreation recreation;
    private final Publication publication;
    private final Descriptor file;
    private final AttributeSetter attributes;

    TargetFile(Recreation recreation, Publication publication, Descriptor file, Metadata metadata) {
        this.recreation = recreation;
        this.publication = publication;
        this.file = file;
        this.attributes = new AttributeSetter(recreation.shortfalls(), file, metadata);
    }

    void prepare() throws IOException {
        attributes.setEarlyFlags();
    }

    /** Writes the buffer from its position to its limit, all of it, at an offset in the file. */
    public void write(long offset, ByteBuffer data) throws IOException {
        recreation.buffer().write(file, offset, data);
    }

    /** Gives the file its size, its attributes and its name. To be closed afterwards. */
    public Recreated<RawName> finish(long size) throws IOException {
        return Recreated.attempt(() -> {
            Content.truncate(file, size);
            attributes.setAll();
            Recreated<RawName> published = publication.publish();
            if (published instanceof Recreated.Made) {
                attributes.setFlags();
            }
            return published;
        });
    }

    @Override
    public void close() throws IOException {
        try (publication) {
            file.close();
        }
    }
}
