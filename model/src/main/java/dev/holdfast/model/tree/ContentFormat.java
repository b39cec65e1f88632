package dev.holdfast.model.tree;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Content and extents in CBOR (docs/format.md, "Content"). */
final class ContentFormat {
    private ContentFormat() {}

    static void write(CborWriter out, Content content, References references) throws IOException {
        switch (content) {
            case Content.Inline(Bytes bytes) -> out.bytes(bytes);
            case Content.Extents(List<Extent> extents) -> writeExtents(out, extents, references);
            case Content.Listed(long length, var list) -> {
                out.array(2);
                out.integer(length);
                out.integer(references.index(list));
                out.end();
            }
        }
    }

    /** An array of arrays are extents; one that begins with a length is a list. */
    static Content read(CborReader in, References references) throws IOException {
        if (in.bytesNext()) {
            return new Content.Inline(in.bytes());
        }
        in.array();
        Content content =
                in.integerNext()
                        ? new Content.Listed(in.integer(), references.id(in.integer()))
                        : new Content.Extents(
                                readExtents(in, references, Content.Extents.COUNT_MAX));
        in.end();
        return content;
    }

    static void writeExtents(CborWriter out, List<Extent> extents, References references)
            throws IOException {
        out.array(extents.size());
        for (Extent extent : extents) {
            writeExtent(out, extent, references);
        }
        out.end();
    }

    /** The extents up to the end of an array that was begun. */
    static List<Extent> readExtents(CborReader in, References references, int countMax)
            throws IOException {
        List<Extent> extents = new ArrayList<>();
        while (in.more()) {
            if (extents.size() == countMax) {
                throw new MalformedException("more than %d extents".formatted(countMax));
            }
            extents.add(readExtent(in, references));
        }
        return extents;
    }

    private static void writeExtent(CborWriter out, Extent extent, References references)
            throws IOException {
        switch (extent) {
            case Extent.Hole(long length) -> {
                out.array(1);
                out.integer(length);
            }
            case Extent.Slice(var chunk, long offset, long length, @Nullable Bytes digest) -> {
                out.array(digest == null ? 3 : 4);
                out.integer(references.index(chunk));
                out.integer(offset);
                out.integer(length);
                if (digest != null) {
                    out.bytes(digest);
                }
            }
        }
        out.end();
    }

    private static Extent readExtent(CborReader in, References references) throws IOException {
        in.array();
        long first = in.integer();
        Extent extent;
        if (in.more()) {
            extent =
                    new Extent.Slice(
                            references.id(first),
                            in.integer(),
                            in.integer(),
                            in.more() ? in.bytes() : null);
        } else {
            extent = new Extent.Hole(first);
        }
        in.end();
        return extent;
    }
}
