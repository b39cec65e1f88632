package dev.holdfast.client.tree;

import dev.holdfast.codec.chunk.PartCuts;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.ExtentList;
import dev.holdfast.model.tree.TreeFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Extents in parts of a list. */
record ListForm(PartCuts cuts) implements PartBuilder.Form<Extent, ListForm.Part> {
    /**
     * @param length of the content, in bytes
     * @param lastChunk decides whether a part ends here; null after a hole
     */
    record Part(long length, ObjectId list, @Nullable ObjectId lastChunk) {}

    @Override
    public PlainObject encodeLeaf(List<Extent> extents) {
        return TreeFormat.encode(new ExtentList.Leaf(extents));
    }

    @Override
    public PlainObject encodeInner(List<Part> parts) {
        List<ExtentList.Part> cumulative = new ArrayList<>(parts.size());
        long end = 0;
        for (Part part : parts) {
            end += part.length();
            cumulative.add(new ExtentList.Part(end, part.list()));
        }
        return TreeFormat.encode(new ExtentList.Inner(cumulative));
    }

    @Override
    public Part partOfLeaf(List<Extent> extents, ObjectId id) {
        long length = extents.stream().mapToLong(Extent::length).sum();
        return new Part(length, id, lastChunk(extents.getLast()));
    }

    @Override
    public Part partOfInner(List<Part> parts, ObjectId id) {
        long length = parts.stream().mapToLong(Part::length).sum();
        return new Part(length, id, parts.getLast().lastChunk());
    }

    @Override
    public ObjectId id(Part part) {
        return part.list();
    }

    @Override
    public long weight(Extent extent) {
        return 0;
    }

    @Override
    public boolean endsAfter(Extent extent, int count, long weight) {
        return endsAfter(0, lastChunk(extent), count);
    }

    @Override
    public boolean endsAfterPart(int level, Part part, int count) {
        return endsAfter(level, part.lastChunk(), count);
    }

    private boolean endsAfter(int level, @Nullable ObjectId chunk, int count) {
        return chunk == null
                ? count >= ExtentList.COUNT_MAX
                : cuts.endsAfter(new PartCuts.Part(level, count, 0), chunk);
    }

    private static @Nullable ObjectId lastChunk(Extent extent) {
        return switch (extent) {
            case Extent.Hole _ -> null;
            case Extent.Slice slice -> slice.chunk();
        };
    }
}
