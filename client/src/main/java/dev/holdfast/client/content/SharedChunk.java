package dev.holdfast.client.content;

import dev.holdfast.client.upload.ObjectSink;
import dev.holdfast.codec.chunk.SharedChunkCuts;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.Kind;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Extent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts small files together, in the order of the walk. Where a file went is known when the chunk
 * ends: the content that waits for it is a {@link Ticket}.
 */
public final class SharedChunk {
    private final ObjectSink sink;
    private final SharedUses uses;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Ending ending = new Ending();
    private int files;

    public SharedChunk(ObjectSink sink, SharedUses uses) {
        this.sink = sink;
        this.uses = uses;
    }

    SharedUses uses() {
        return uses;
    }

    /** Whether some content still waits. */
    public boolean isOpen() {
        return files > 0;
    }

    /** Appends the bytes of a file, and ends the chunk when they say so. */
    Ticket append(byte[] file, Bytes digest) throws IOException {
        Ticket ticket = new Ticket(ending, bytes.size(), file.length, digest);
        bytes.writeBytes(file);
        files++;
        if (SharedChunkCuts.endsAfter(bytes.size(), files, file.length, digest)) {
            end();
        }
        return ticket;
    }

    /** Ends the chunk, so that all content is known. */
    public void end() throws IOException {
        if (!isOpen()) {
            return;
        }
        byte[] chunk = bytes.toByteArray();
        ObjectId id = sink.submit(new PlainObject(Kind.CHUNK, List.of(), chunk));
        uses.made(id, chunk.length);
        ending.chunk = id;
        ending = new Ending();
        bytes.reset();
        files = 0;
    }

    /** Tells all tickets of a chunk what it became. */
    private static final class Ending {
        private @Nullable ObjectId chunk;
    }

    /** Where a file will have gone. */
    static final class Ticket {
        private final Ending ending;
        private final int offset;
        private final int length;
        private final Bytes digest;

        private Ticket(Ending ending, int offset, int length, Bytes digest) {
            this.ending = ending;
            this.offset = offset;
            this.length = length;
            this.digest = digest;
        }

        /**
         * The content, once the chunk has ended.
         *
         * @throws IllegalStateException before that
         */
        Content content() {
            ObjectId chunk = ending.chunk;
            if (chunk == null) {
                throw new IllegalStateException("the shared chunk is still open");
            }
            return new Content.Extents(List.of(new Extent.Slice(chunk, offset, length, digest)));
        }
    }
}
