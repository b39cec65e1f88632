package dev.holdfast.client.tree;

import dev.holdfast.codec.chunk.PartCuts;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Tree;
import dev.holdfast.model.tree.TreeFormat;
import dev.holdfast.model.tree.Xattr;
import java.util.List;

/** Entries in parts of a tree. */
record TreeForm(PartCuts cuts) implements PartBuilder.Form<Entry, Tree.Part> {
    private static final int EXTENT_WEIGHT = 48;

    @Override
    public PlainObject encodeLeaf(List<Entry> entries) {
        return TreeFormat.encode(new Tree.Leaf(entries));
    }

    @Override
    public PlainObject encodeInner(List<Tree.Part> parts) {
        return TreeFormat.encode(new Tree.Inner(parts));
    }

    @Override
    public Tree.Part partOfLeaf(List<Entry> entries, ObjectId id) {
        return new Tree.Part(entries.getLast().name(), id);
    }

    @Override
    public Tree.Part partOfInner(List<Tree.Part> parts, ObjectId id) {
        return new Tree.Part(parts.getLast().last(), id);
    }

    @Override
    public ObjectId id(Tree.Part part) {
        return part.tree();
    }

    @Override
    public long weight(Entry entry) {
        long weight = entry.name().bytes().length();
        for (Xattr xattr : entry.metadata().xattrs()) {
            weight += xattr.name().length() + xattr.value().length();
        }
        return weight
                + switch (entry.node()) {
                    case Node.RegularFile file -> weight(file.content());
                    case Node.SymbolicLink link -> link.target().length();
                    case Node.Directory _, Node.Device _, Node.Fifo _, Node.Socket _ -> 0;
                };
    }

    private static long weight(Content content) {
        return switch (content) {
            case Content.Inline inline -> inline.length();
            case Content.Extents(var extents) -> (long) EXTENT_WEIGHT * extents.size();
            case Content.Listed _ -> EXTENT_WEIGHT;
        };
    }

    @Override
    public boolean endsAfter(Entry entry, int count, long weight) {
        return cuts.endsAfter(new PartCuts.Part(0, count, weight), entry.name());
    }

    @Override
    public boolean endsAfterPart(int level, Tree.Part part, int count) {
        return cuts.endsAfter(new PartCuts.Part(level, count, 0), part.last());
    }
}
