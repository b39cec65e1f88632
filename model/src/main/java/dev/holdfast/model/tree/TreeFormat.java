package dev.holdfast.model.tree;

import dev.holdfast.model.Kind;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.RawName;
import dev.holdfast.model.cbor.Cbor;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import dev.holdfast.model.object.PlainObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Trees and extent lists to objects and back (docs/format.md, "Tree" and "List"). */
public final class TreeFormat {
    private TreeFormat() {}

    public static PlainObject encode(Tree tree) {
        References references = References.collect();
        byte[] bytes = Cbor.encode(out -> write(out, tree, references));
        return new PlainObject(Kind.TREE, references.ids(), bytes);
    }

    /**
     * @throws MalformedException unless the object is a tree in its one form, with just the
     *     references that it uses
     */
    public static Tree decodeTree(PlainObject object) throws MalformedException {
        requireKind(object, Kind.TREE);
        References references = References.of(object.references());
        References used = References.collect();
        Tree tree =
                Cbor.decode(
                        object.bytes(),
                        in -> readTree(in, references),
                        (value, out) -> write(out, value, used));
        requireSame(object, used);
        return tree;
    }

    public static PlainObject encode(ExtentList list) {
        References references = References.collect();
        byte[] bytes = Cbor.encode(out -> write(out, list, references));
        return new PlainObject(Kind.LIST, references.ids(), bytes);
    }

    /**
     * @throws MalformedException unless the object is a list in its one form, with just the
     *     references that it uses
     */
    public static ExtentList decodeList(PlainObject object) throws MalformedException {
        requireKind(object, Kind.LIST);
        References references = References.of(object.references());
        References used = References.collect();
        ExtentList list =
                Cbor.decode(
                        object.bytes(),
                        in -> readList(in, references),
                        (value, out) -> write(out, value, used));
        requireSame(object, used);
        return list;
    }

    static void requireKind(PlainObject object, Kind kind) throws MalformedException {
        if (object.kind() != kind) {
            throw new MalformedException(
                    "found a %s instead of a %s".formatted(object.kind(), kind));
        }
    }

    static void requireSame(PlainObject object, References used) throws MalformedException {
        if (!used.ids().equals(object.references())) {
            throw new MalformedException("references in clear are not those inside");
        }
    }

    private static void write(CborWriter out, Tree tree, References references) throws IOException {
        out.array(2);
        switch (tree) {
            case Tree.Leaf(List<Entry> entries) -> {
                out.integer(0);
                out.array(entries.size());
                for (Entry entry : entries) {
                    EntryFormat.write(out, entry, references);
                }
            }
            case Tree.Inner(List<Tree.Part> parts) -> {
                out.integer(1);
                out.array(parts.size());
                for (Tree.Part part : parts) {
                    out.array(2);
                    out.bytes(part.last().bytes());
                    out.integer(references.index(part.tree()));
                    out.end();
                }
            }
        }
        out.end();
        out.end();
    }

    private static Tree readTree(CborReader in, References references) throws IOException {
        in.array();
        boolean leaf = in.intUpTo(1) == 0;
        Tree tree =
                leaf
                        ? new Tree.Leaf(
                                readAll(
                                        in,
                                        Tree.Leaf.COUNT_MAX,
                                        each -> EntryFormat.read(each, references)))
                        : new Tree.Inner(
                                readAll(
                                        in,
                                        Tree.Inner.COUNT_MAX,
                                        each -> readTreePart(each, references)));
        in.end();
        return tree;
    }

    private static Tree.Part readTreePart(CborReader in, References references) throws IOException {
        in.array();
        Tree.Part part = new Tree.Part(new RawName(in.bytes()), references.id(in.integer()));
        in.end();
        return part;
    }

    private static void write(CborWriter out, ExtentList list, References references)
            throws IOException {
        out.array(2);
        switch (list) {
            case ExtentList.Leaf(List<Extent> extents) -> {
                out.integer(0);
                ContentFormat.writeExtents(out, extents, references);
            }
            case ExtentList.Inner(List<ExtentList.Part> parts) -> {
                out.integer(1);
                out.array(parts.size());
                for (ExtentList.Part part : parts) {
                    out.array(2);
                    out.integer(part.end());
                    out.integer(references.index(part.list()));
                    out.end();
                }
                out.end();
            }
        }
        out.end();
    }

    private static ExtentList readList(CborReader in, References references) throws IOException {
        in.array();
        ExtentList list;
        if (in.intUpTo(1) == 0) {
            in.array();
            list =
                    new ExtentList.Leaf(
                            ContentFormat.readExtents(in, references, ExtentList.COUNT_MAX));
            in.end();
        } else {
            list =
                    new ExtentList.Inner(
                            readAll(
                                    in,
                                    ExtentList.COUNT_MAX,
                                    each -> readListPart(each, references)));
        }
        in.end();
        return list;
    }

    private static ExtentList.Part readListPart(CborReader in, References references)
            throws IOException {
        in.array();
        ExtentList.Part part = new ExtentList.Part(in.integer(), references.id(in.integer()));
        in.end();
        return part;
    }

    static <T> List<T> readAll(CborReader in, int countMax, Cbor.Decoder<T> each)
            throws IOException {
        List<T> all = new ArrayList<>();
        in.array();
        while (in.more()) {
            if (all.size() == countMax) {
                throw new MalformedException("more than %d values".formatted(countMax));
            }
            all.add(each.read(in));
        }
        in.end();
        return all;
    }
}
