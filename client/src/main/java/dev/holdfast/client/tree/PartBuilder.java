package dev.holdfast.client.tree;

import dev.holdfast.client.upload.ObjectSink;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a sequence into parts where its content says so, the sequence of those parts into parts
 * again, until one is left: a change rewrites one part a level, and equal sequences give equal
 * objects (docs/format.md, "Tree").
 *
 * @param <E> an element
 * @param <P> a part, with what the level above needs to know of it
 */
final class PartBuilder<E, P> {
    private final ObjectSink sink;
    private final Form<E, P> form;

    private final List<E> leaf;
    private long leafWeight;

    /** The open part of each level above the leaves. */
    private final List<List<P>> levels;

    PartBuilder(ObjectSink sink, Form<E, P> form) {
        this(sink, form, new ArrayList<>(), new ArrayList<>());
    }

    private PartBuilder(ObjectSink sink, Form<E, P> form, List<E> leaf, List<List<P>> levels) {
        this.sink = sink;
        this.form = form;
        this.leaf = leaf;
        this.levels = levels;
    }

    /** What is different between trees and lists. */
    interface Form<E, P> {
        PlainObject encodeLeaf(List<E> elements);

        PlainObject encodeInner(List<P> parts);

        P partOfLeaf(List<E> elements, ObjectId id);

        P partOfInner(List<P> parts, ObjectId id);

        ObjectId id(P part);

        /** In bytes, about. */
        long weight(E element);

        boolean endsAfter(E element, int count, long weight);

        boolean endsAfterPart(int level, P part, int count);
    }

    void add(E element) throws IOException {
        leaf.add(element);
        leafWeight += form.weight(element);
        if (form.endsAfter(element, leaf.size(), leafWeight)) {
            endLeaf();
        }
    }

    /** The same state, to be finished for itself: what a checkpoint needs. */
    PartBuilder<E, P> copy() {
        List<List<P>> copiedLevels = new ArrayList<>();
        levels.forEach(level -> copiedLevels.add(new ArrayList<>(level)));
        PartBuilder<E, P> copy = new PartBuilder<>(sink, form, new ArrayList<>(leaf), copiedLevels);
        copy.leafWeight = leafWeight;
        return copy;
    }

    /** The one part that all elements are in; null when there were none. */
    @Nullable ObjectId finish() throws IOException {
        if (!leaf.isEmpty()) {
            endLeaf();
        }
        for (int level = 0; level < levels.size(); level++) {
            List<P> parts = levels.get(level);
            boolean top = level == levels.size() - 1;
            if (top && parts.size() == 1) {
                return form.id(parts.getFirst());
            }
            if (!parts.isEmpty()) {
                endInner(level);
            }
        }
        return null;
    }

    private void endLeaf() throws IOException {
        ObjectId id = sink.submit(form.encodeLeaf(leaf));
        P part = form.partOfLeaf(leaf, id);
        leaf.clear();
        leafWeight = 0;
        addPart(0, part);
    }

    private void addPart(int level, P part) throws IOException {
        if (level == levels.size()) {
            levels.add(new ArrayList<>());
        }
        List<P> parts = levels.get(level);
        parts.add(part);
        if (form.endsAfterPart(level + 1, part, parts.size())) {
            endInner(level);
        }
    }

    private void endInner(int level) throws IOException {
        List<P> parts = levels.get(level);
        ObjectId id = sink.submit(form.encodeInner(parts));
        P part = form.partOfInner(parts, id);
        parts.clear();
        addPart(level + 1, part);
    }
}
