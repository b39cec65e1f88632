package dev.holdfast.client.lacking;

import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.fill.ContentStream;
import dev.holdfast.client.filter.FilterScope;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Node;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads small files of a directory as a snapshot has them. */
final class SavedFiles implements FilterScope.Files {
    private final BulkReader reader;
    private final @Nullable ObjectId tree;
    private boolean lost;

    /**
     * @param tree of the directory; null for no entries
     */
    SavedFiles(BulkReader reader, @Nullable ObjectId tree) {
        this.reader = reader;
        this.tree = tree;
    }

    /** Whether the vault could not say what was in a file. */
    boolean isLost() {
        return lost;
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
                file.content().length() > LENGTH_MAX
                        ? new byte[LENGTH_MAX + 1]
                        : content(file.content()));
    }

    private Optional<Entry> find(RawName name) throws IOException {
        try {
            return new Trees(reader).find(tree, name);
        } catch (IOException failure) {
            lost = true;
            throw failure;
        }
    }

    private byte[] content(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ContentStream.copyAll(reader, content, bytes);
        } catch (IOException failure) {
            lost = true;
            throw failure;
        }
        return bytes.toByteArray();
    }
}
