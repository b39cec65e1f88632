package dev.holdfast.client.tree;

import dev.holdfast.client.upload.ObjectSink;
import dev.holdfast.codec.chunk.PartCuts;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Extent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Makes the content of a file from its extents: in the entry while they are few, else in a list.
 */
public final class ContentBuilder {
    private final ObjectSink sink;
    private final PartCuts cuts;

    /** The first extents: all of them while they fit in an entry. */
    private final List<Extent> few = new ArrayList<>();

    /** All extents, once they are many. */
    private PartBuilder<Extent, ListForm.Part> many;

    private boolean listed;
    private long length;

    public ContentBuilder(ObjectSink sink, PartCuts cuts) {
        this.sink = sink;
        this.cuts = cuts;
        this.many = new PartBuilder<>(sink, new ListForm(cuts));
    }

    /** Adds the extent that follows. */
    public void add(Extent extent) throws IOException {
        length += extent.length();
        if (listed) {
            many.add(extent);
            return;
        }
        few.add(extent);
        if (few.size() > Content.Extents.COUNT_MAX) {
            listed = true;
            for (Extent each : few) {
                many.add(each);
            }
            few.clear();
        }
    }

    /** Bytes of content so far. */
    public long length() {
        return length;
    }

    /** The content so far, while more may be added: what a checkpoint needs. */
    public Content soFar() throws IOException {
        ContentBuilder copy = new ContentBuilder(sink, cuts);
        copy.few.addAll(few);
        copy.many = many.copy();
        copy.listed = listed;
        copy.length = length;
        return copy.finish();
    }

    public Content finish() throws IOException {
        if (listed) {
            return new Content.Listed(length, Objects.requireNonNull(many.finish()));
        }
        return few.isEmpty() ? Content.EMPTY : new Content.Extents(few);
    }
}
