package dev.holdfast.client.restore;

import dev.holdfast.client.vault.MissingObjectsException;
import dev.holdfast.client.vault.ObjectReader;
import dev.holdfast.client.vault.Trees;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.filesystem.recreate.TargetFile;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills files with their content, many at once: which chunks are needed is collected, they are
 * fetched in bulk in whatever order suits the server, and each is written wherever it belongs.
 */
final class ContentWriter {
    /** Bytes of content collected before they are fetched. */
    private static final long COLLECTED_BYTES_MAX = 32 << 20;

    private final Trees trees;
    private final ObjectReader objects;
    private final RestoreProgress progress;

    private final Map<ObjectId, List<Piece>> wanted = new LinkedHashMap<>();

    /** What is wrong with the content of files, in words. */
    private final Map<TargetFile, String> damaged = new HashMap<>();

    private long collectedBytes;

    ContentWriter(Trees trees, ObjectReader objects, RestoreProgress progress) {
        this.trees = trees;
        this.objects = objects;
        this.progress = progress;
    }

    /** A slice of a chunk, and where it goes. */
    private record Piece(TargetFile file, long offset, Extent.Slice slice) {}

    /**
     * Plans the content of a file; it is there after the next {@link #flush}, unless that finds it
     * {@link #damage damaged}.
     */
    void write(TargetFile file, Content content) throws IOException {
        try {
            plan(file, content);
        } catch (CorruptDataException | MissingObjectsException | MalformedException fault) {
            spoil(file, fault);
        }
    }

    /**
     * Why a file's content cannot be had, asked once after it was flushed; null when all is well.
     */
    @Nullable String damage(TargetFile file) {
        return damaged.remove(file);
    }

    private void spoil(TargetFile file, IOException fault) {
        damaged.putIfAbsent(file, String.valueOf(fault.getMessage()));
    }

    private void plan(TargetFile file, Content content) throws IOException {
        if (content instanceof Content.Inline(var bytes)) {
            file.write(0, ByteBuffer.wrap(bytes.toArray()));
            progress.wrote(bytes.length());
            return;
        }
        long[] offset = {0};
        trees.extents(
                content,
                extent -> {
                    switch (extent) {
                        case Extent.Hole _ -> {}
                        case Extent.Slice slice -> collect(new Piece(file, offset[0], slice));
                    }
                    offset[0] += extent.length();
                });
        if (offset[0] != content.length()) {
            throw new MalformedException(
                    "content of %d bytes has %d".formatted(content.length(), offset[0]));
        }
    }

    private void collect(Piece piece) throws IOException {
        wanted.computeIfAbsent(piece.slice().chunk(), id -> new ArrayList<>()).add(piece);
        collectedBytes += piece.slice().length();
        if (collectedBytes >= COLLECTED_BYTES_MAX) {
            flush();
        }
    }

    /** Fetches and writes all that was planned. What cannot be had costs its files only. */
    void flush() throws IOException {
        if (!wanted.isEmpty()) {
            Set<ObjectId> left = new LinkedHashSet<>(wanted.keySet());
            try {
                objects.readAll(
                        wanted.keySet(),
                        (id, chunk) -> {
                            left.remove(id);
                            write(id, chunk);
                        });
            } catch (CorruptDataException | MissingObjectsException | MalformedException fault) {
                for (ObjectId id : left) {
                    writeAlone(id);
                }
            }
        }
        wanted.clear();
        collectedBytes = 0;
    }

    private void writeAlone(ObjectId chunk) throws IOException {
        try {
            objects.readAll(List.of(chunk), this::write);
        } catch (CorruptDataException | MissingObjectsException | MalformedException fault) {
            for (Piece piece : wanted.getOrDefault(chunk, List.of())) {
                spoil(piece.file(), fault);
            }
        }
    }

    private void write(ObjectId id, PlainObject chunk) throws IOException {
        for (Piece piece : wanted.getOrDefault(id, List.of())) {
            Extent.Slice slice = piece.slice();
            if (slice.offset() + slice.length() > chunk.bytes().length) {
                damaged.put(piece.file(), "chunk %s is shorter than a slice of it".formatted(id));
                continue;
            }
            int from = (int) slice.offset();
            int length = (int) slice.length();
            piece.file().write(piece.offset(), ByteBuffer.wrap(chunk.bytes(), from, length));
            progress.wrote(length);
        }
    }
}
