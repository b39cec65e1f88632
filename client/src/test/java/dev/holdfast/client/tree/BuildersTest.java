package dev.holdfast.client.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.codec.chunk.PartCuts;
import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.codec.key.SealingKeys;
import dev.holdfast.codec.seal.ObjectIds;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.ExtentList;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Owner;
import dev.holdfast.model.tree.Times;
import dev.holdfast.model.tree.Tree;
import dev.holdfast.model.tree.TreeFormat;
import dev.holdfast.testkit.Records;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildersTest {
    private static final SealingKeys KEYS =
            RootSecret.of(new byte[RootSecret.SIZE]).sealingKeys(List.of());
    private static final PartCuts CUTS = new PartCuts(KEYS.parts());
    private static final Timestamp TIME = new Timestamp(1, 0);
    private static final Metadata METADATA =
            new Metadata(0644, new Owner(0, 0), new Times(TIME, TIME, null), 1, 1, 0, List.of());

    private final ObjectIds ids = new ObjectIds(KEYS.objectIds());
    private final Map<ObjectId, PlainObject> objects = new LinkedHashMap<>();

    private ObjectId keep(PlainObject object) {
        ObjectId id = ids.of(object);
        objects.put(id, object);
        return id;
    }

    private static Entry entry(String name) {
        return new Entry(RawName.of(name), METADATA, new Node.Fifo());
    }

    private static List<Entry> entries(int count) {
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(entry("%07d".formatted(i)));
        }
        return entries;
    }

    private DirectoryBuilder directory() {
        return new DirectoryBuilder(this::keep, CUTS);
    }

    private ObjectId build(List<Entry> entries) throws IOException {
        DirectoryBuilder builder = directory();
        for (Entry entry : entries) {
            builder.add(entry);
        }
        return Objects.requireNonNull(builder.finish());
    }

    private List<Entry> read(ObjectId tree) throws IOException {
        return switch (TreeFormat.decodeTree(Objects.requireNonNull(objects.get(tree)))) {
            case Tree.Leaf(var entries) -> entries;
            case Tree.Inner(var parts) -> {
                List<Entry> all = new ArrayList<>();
                for (Tree.Part part : parts) {
                    List<Entry> some = read(part.tree());
                    assertThat(some.getLast().name()).isEqualTo(part.last());
                    all.addAll(some);
                }
                yield all;
            }
        };
    }

    @Test
    void anEmptyDirectoryHasNoTree() throws IOException {
        assertThat(directory().finish()).isNull();
        assertThat(objects).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 1_000, 5_000, 100_000})
    void aTreeHasTheEntriesThatWereAdded(int count) throws IOException {
        List<Entry> entries = entries(count);
        assertThat(read(build(entries))).isEqualTo(entries);
    }

    @Test
    void equalSequencesGiveEqualTreesAndEveryLengthIsAnother() throws IOException {
        List<Entry> entries = entries(3_000);
        Set<ObjectId> seen = new HashSet<>();
        for (int count = 1; count <= 3_000; count += count < 300 ? 1 : 37) {
            ObjectId tree = build(entries.subList(0, count));
            assertThat(build(entries.subList(0, count))).isEqualTo(tree);
            assertThat(seen.add(tree)).isTrue();
            assertThat(read(tree)).hasSize(count);
        }
    }

    @Test
    void aChangedNameRewritesOnePartALevel() throws IOException {
        List<Entry> entries = entries(100_000);
        build(entries);
        Set<ObjectId> before = Set.copyOf(objects.keySet());
        entries.set(50_000, entry("0050000changed"));
        build(entries);
        Set<ObjectId> after = new HashSet<>(objects.keySet());
        after.removeAll(before);
        assertThat(after).hasSizeBetween(2, 5);
    }

    @Test
    void heavyEntriesMakePartsThatFitInAnObject() throws IOException {
        List<Entry> entries = new ArrayList<>();
        List<Extent> extents = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            extents.add(new Extent.Slice(Records.id(i), 0, 1, null));
        }
        for (int i = 0; i < 2_000; i++) {
            entries.add(
                    new Entry(
                            RawName.of("%0255d".formatted(i)),
                            METADATA,
                            new Node.RegularFile(64, new Content.Extents(extents))));
        }
        assertThat(read(build(entries))).hasSize(2_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64, 200, 2_000})
    void aCopyIsFinishedWithoutDisturbingTheRest(int copiedAfter) throws IOException {
        List<Entry> entries = entries(4_000);
        DirectoryBuilder builder = directory();
        for (Entry entry : entries.subList(0, copiedAfter)) {
            builder.add(entry);
        }
        DirectoryBuilder copy = builder.copy();
        copy.add(entry("zzz"));
        assertThat(read(Objects.requireNonNull(copy.finish()))).hasSize(copiedAfter + 1);
        for (Entry entry : entries.subList(copiedAfter, 4_000)) {
            builder.add(entry);
        }
        assertThat(builder.finish()).isEqualTo(build(entries));
    }

    private ContentBuilder content() {
        return new ContentBuilder(this::keep, CUTS);
    }

    private static Extent extent(int i) {
        return i % 3 == 0
                ? new Extent.Hole(1 + i)
                : new Extent.Slice(Records.id(i), 0, 1 + i % 1_000, null);
    }

    private List<Extent> read(Content content) throws IOException {
        return switch (content) {
            case Content.Inline _ -> List.of();
            case Content.Extents(var extents) -> extents;
            case Content.Listed(long length, ObjectId list) -> readList(list, length);
        };
    }

    private List<Extent> readList(ObjectId id, long length) throws IOException {
        ExtentList list = TreeFormat.decodeList(Objects.requireNonNull(objects.get(id)));
        assertThat(list.length()).isEqualTo(length);
        return switch (list) {
            case ExtentList.Leaf(var extents) -> extents;
            case ExtentList.Inner(var parts) -> {
                List<Extent> all = new ArrayList<>();
                long start = 0;
                for (ExtentList.Part part : parts) {
                    all.addAll(readList(part.list(), part.end() - start));
                    start = part.end();
                }
                yield all;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 66, 1_024, 5_000, 50_000})
    void contentHasTheExtentsThatWereAdded(int count) throws IOException {
        ContentBuilder builder = content();
        List<Extent> extents = new ArrayList<>();
        long length = 0;
        for (int i = 0; i < count; i++) {
            extents.add(extent(i));
            builder.add(extent(i));
            length += extent(i).length();
            if (i % 997 == 0) {
                Content soFar = builder.soFar();
                assertThat(soFar.length()).isEqualTo(length);
                assertThat(read(soFar)).isEqualTo(extents);
            }
        }
        Content content = builder.finish();
        assertThat(builder.length()).isEqualTo(length);
        assertThat(content.length()).isEqualTo(length);
        assertThat(read(content)).isEqualTo(extents);
        assertThat(content instanceof Content.Listed).isEqualTo(count > 64);
    }

    @Test
    void aFileOfNothingButHolesIsListedToo() throws IOException {
        ContentBuilder builder = content();
        for (int i = 0; i < 10_000; i++) {
            builder.add(new Extent.Hole(7));
        }
        Content content = builder.finish();
        assertThat(content.length()).isEqualTo(70_000);
        assertThat(read(content)).hasSize(10_000);
    }

    @Test
    void aChunkPutInFrontRewritesOnlyTheFirstPartsOfAList() throws IOException {
        ContentBuilder one = content();
        ContentBuilder other = content();
        other.add(new Extent.Slice(Records.id(-1), 0, 5, null));
        for (int i = 0; i < 20_000; i++) {
            one.add(new Extent.Slice(Records.id(i), 0, 9, null));
        }
        one.finish();
        Set<ObjectId> before = Set.copyOf(objects.keySet());
        for (int i = 0; i < 20_000; i++) {
            other.add(new Extent.Slice(Records.id(i), 0, 9, null));
        }
        other.finish();
        Set<ObjectId> after = new HashSet<>(objects.keySet());
        after.removeAll(before);
        // The ends in the inner part are cumulative, so that it is another; no leaf but the first.
        assertThat(after).hasSizeLessThanOrEqualTo(3);
    }
}
