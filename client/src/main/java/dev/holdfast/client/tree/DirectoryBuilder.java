package dev.holdfast.client.tree;

import dev.holdfast.client.upload.ObjectSink;
import dev.holdfast.codec.chunk.PartCuts;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Tree;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes the tree of a directory from its entries in the order of their names. */
public final class DirectoryBuilder {
    private final PartBuilder<Entry, Tree.Part> parts;

    public DirectoryBuilder(ObjectSink sink, PartCuts cuts) {
        this(new PartBuilder<>(sink, new TreeForm(cuts)));
    }

    private DirectoryBuilder(PartBuilder<Entry, Tree.Part> parts) {
        this.parts = parts;
    }

    /** Adds an entry whose name comes after all before it. */
    public void add(Entry entry) throws IOException {
        parts.add(entry);
    }

    public DirectoryBuilder copy() {
        return new DirectoryBuilder(parts.copy());
    }

    /** The tree; null for a directory without entries. */
    public @Nullable ObjectId finish() throws IOException {
        return parts.finish();
    }
}
