package dev.holdfast.client.lacking;

import dev.holdfast.client.download.ObjectSource;
import dev.holdfast.client.filter.FilterScope;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.Node;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads small files of a directory as a snapshot has them. */
final class SavedFiles implements FilterScope.Files {
    private final ObjectSource objects;
    private final @Nullable ObjectId tree;
    private @Nullable IOException lost;

    /**
     * @param tree of the directory; null for no entries
     */
    SavedFiles(ObjectSource objects, @Nullable ObjectId tree) {
        this.objects = objects;
        this.tree = tree;
    }

    /** Whether the vault could not say what was in a file. */
    boolean isLost() {
        return lost != null;
    }

    @Override
    public Optional<byte[]> read(RawName name) throws IOException {
        Optional<Entry> entry = find(name);
        if (entry.isEmpty() || entry.get().node() instanceof Node.Directory) {
            return Optional.empty();
        }
        if (!(entry.get().node() instanceof Node.RegularFile file)) {
            throw new IOException("%s is no regular file".formatted(name));
        }
        // Whoever reads rules refuses a file for its length alone.
        return Optional.of(
                file.size() > LENGTH_MAX ? new byte[LENGTH_MAX + 1] : content(file.content()));
    }

    private Optional<Entry> find(RawName name) throws IOException {
        try {
            return new Trees(objects).find(tree, name);
        } catch (IOException failure) {
            lost = failure;
            throw failure;
        }
    }

    private byte[] content(Content content) throws IOException {
        if (content instanceof Content.Inline(var bytes)) {
            return bytes.toArray();
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) content.length());
        try {
            new Trees(objects).extents(content, extent -> add(extent, bytes));
        } catch (IOException failure) {
            lost = failure;
            throw failure;
        }
        return bytes.array();
    }

    private void add(Extent extent, ByteBuffer bytes) throws IOException {
        if (extent.length() > bytes.remaining()) {
            throw new MalformedException("content is longer than it says");
        }
        switch (extent) {
            case Extent.Hole(long length) -> bytes.position(bytes.position() + (int) length);
            case Extent.Slice slice -> {
                byte[] chunk = objects.read(slice.chunk()).bytes();
                if (slice.offset() + slice.length() > chunk.length) {
                    throw new MalformedException(
                            "chunk %s is shorter than a slice of it".formatted(slice.chunk()));
                }
                bytes.put(chunk, (int) slice.offset(), (int) slice.length());
            }
        }
    }
}
