package dev.holdfast.benchmark;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.RawName;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Owner;
import dev.holdfast.model.tree.Times;
import dev.holdfast.model.tree.Tree;
import dev.holdfast.model.tree.TreeFormat;
import dev.holdfast.testkit.Records;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A directory of files with a slice of a chunk each, in entries a second. */
@State(Scope.Thread)
public class TreeBenchmark {
    private static final int ENTRIES = 1000;
    private static final int FILES_A_CHUNK = 50;

    private final Tree tree =
            new Tree.Leaf(IntStream.range(0, ENTRIES).mapToObj(TreeBenchmark::file).toList());
    private final PlainObject encoded = TreeFormat.encode(tree);

    private static Entry file(int number) {
        Timestamp time = new Timestamp(1_700_000_000 + number, number);
        Metadata metadata =
                new Metadata(
                        0644,
                        new Owner(0, 0),
                        new Times(time, time, time),
                        1_000_000 + number,
                        1,
                        0,
                        List.of());
        Extent slice =
                new Extent.Slice(Records.id(number / FILES_A_CHUNK), number * 100L, 5000, null);
        return new Entry(
                RawName.of("file%05d".formatted(number)),
                metadata,
                new Node.RegularFile(5000, new Content.Extents(List.of(slice))));
    }

    @Benchmark
    @OperationsPerInvocation(ENTRIES)
    public PlainObject encode() {
        return TreeFormat.encode(tree);
    }

    @Benchmark
    @OperationsPerInvocation(ENTRIES)
    public Tree decode() throws MalformedException {
        return TreeFormat.decodeTree(encoded);
    }
}
