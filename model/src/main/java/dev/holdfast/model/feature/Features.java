package dev.holdfast.model.feature;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Printable;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import java.io.IOException;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a format may contain, in the manner of ext4's feature sets: a reader that does not know one
 * of the {@code compatible} set goes on; of the {@code readCompatible} set, may read and not write;
 * of the {@code incompatible} set, must leave it alone.
 */
public record Features(
        SortedSet<String> compatible,
        SortedSet<String> readCompatible,
        SortedSet<String> incompatible) {
    /** All that this version knows: the first one has nothing beyond the base format. */
    public static final Features NONE =
            new Features(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());

    /** Far beyond any sensible number; bounds what a damaged file can make us read. */
    private static final int COUNT_MAX = 64;

    public Features {
        compatible = Collections.unmodifiableSortedSet(new TreeSet<>(compatible));
        readCompatible = Collections.unmodifiableSortedSet(new TreeSet<>(readCompatible));
        incompatible = Collections.unmodifiableSortedSet(new TreeSet<>(incompatible));
    }

    /**
     * Refuses what this version cannot read.
     *
     * @param what the thing with these features, for the sentence
     */
    public void requireReadable(String what) throws TooNewException {
        require(what, incompatible);
    }

    /** Refuses what this version cannot read or must not write. */
    public void requireWritable(String what) throws TooNewException {
        requireReadable(what);
        require(what, readCompatible);
    }

    private static void require(String what, SortedSet<String> features) throws TooNewException {
        if (!features.isEmpty()) {
            throw new TooNewException(what, Printable.of(String.join(", ", features)));
        }
    }

    public void write(CborWriter out) throws IOException {
        out.array(3);
        writeSet(out, compatible);
        writeSet(out, readCompatible);
        writeSet(out, incompatible);
        out.end();
    }

    public static Features read(CborReader in) throws IOException {
        in.array();
        Features features = new Features(readSet(in), readSet(in), readSet(in));
        in.end();
        return features;
    }

    private static void writeSet(CborWriter out, SortedSet<String> set) throws IOException {
        out.array(set.size());
        for (String name : set) {
            out.text(name);
        }
        out.end();
    }

    private static SortedSet<String> readSet(CborReader in) throws IOException {
        SortedSet<String> set = new TreeSet<>();
        in.array();
        while (in.more()) {
            set.add(in.text());
            if (set.size() > COUNT_MAX) {
                throw new MalformedException("more than %d features".formatted(COUNT_MAX));
            }
        }
        in.end();
        return set;
    }
}
