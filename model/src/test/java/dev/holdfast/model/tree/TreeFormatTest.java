package dev.holdfast.model.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.Kind;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.Vectors;
import dev.holdfast.model.Vectors.Vector;
import dev.holdfast.model.object.PlainObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TreeFormatTest {
    static List<Vector> refusedTrees() {
        return Vectors.beginning("tree_refused");
    }

    static List<Vector> refusedLists() {
        return Vectors.beginning("list_refused");
    }

    private static void requireForm(Tree tree, String name) throws MalformedException {
        Vector vector = Vectors.named(name);
        PlainObject encoded = TreeFormat.encode(tree);
        assertThat(encoded.kind()).isEqualTo(Kind.TREE);
        assertThat(encoded.references()).isEqualTo(vector.references());
        assertThat(Bytes.copyOf(encoded.bytes()).hex()).isEqualTo(vector.bytes().hex());
        assertThat(TreeFormat.decodeTree(vector.object(Kind.TREE))).isEqualTo(tree);
    }

    private static void requireForm(ExtentList list, String name) throws MalformedException {
        Vector vector = Vectors.named(name);
        PlainObject encoded = TreeFormat.encode(list);
        assertThat(encoded.kind()).isEqualTo(Kind.LIST);
        assertThat(encoded.references()).isEqualTo(vector.references());
        assertThat(Bytes.copyOf(encoded.bytes()).hex()).isEqualTo(vector.bytes().hex());
        assertThat(TreeFormat.decodeList(vector.object(Kind.LIST))).isEqualTo(list);
    }

    @Test
    void treesAreThoseOfTheDocument() throws MalformedException {
        requireForm(Samples.LEAF, "tree_leaf");
        requireForm(Samples.INNER, "tree_inner");
        requireForm(
                new Tree.Inner(
                        List.of(
                                new Tree.Part(RawName.of("m"), Samples.A),
                                new Tree.Part(RawName.of("z"), Samples.A))),
                "tree_inner_naming_one_part_twice");
    }

    @Test
    void listsAreThoseOfTheDocument() throws MalformedException {
        requireForm(Samples.LIST_LEAF, "list_leaf");
        requireForm(Samples.LIST_INNER, "list_inner");
        assertThat(Samples.LIST_LEAF.length()).isEqualTo(1 + (4 << 20) + 10 + 1);
        assertThat(Samples.LIST_INNER.length()).isEqualTo(1L << 40);
    }

    @ParameterizedTest
    @MethodSource("refusedTrees")
    void otherTreesAreRefused(Vector vector) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> TreeFormat.decodeTree(vector.object(Kind.TREE)));
    }

    @ParameterizedTest
    @MethodSource("refusedLists")
    void otherListsAreRefused(Vector vector) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> TreeFormat.decodeList(vector.object(Kind.LIST)));
    }

    @Test
    void everyTruncationIsFound() {
        for (String name : List.of("tree_leaf", "tree_inner")) {
            Vector vector = Vectors.named(name);
            for (int length = 0; length < vector.bytes().length(); length++) {
                byte[] truncated = Arrays.copyOf(vector.bytes().toArray(), length);
                assertThatExceptionOfType(MalformedException.class)
                        .isThrownBy(() ->
                                TreeFormat.decodeTree(
                                        new PlainObject(
                                                Kind.TREE, vector.references(), truncated)));
            }
        }
    }

    @Test
    void anotherKindIsRefused() {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(
                        () -> TreeFormat.decodeTree(Vectors.named("tree_leaf").object(Kind.LIST)))
                .withMessage("found a LIST instead of a TREE");
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(
                        () -> TreeFormat.decodeList(Vectors.named("list_leaf").object(Kind.TREE)))
                .withMessage("found a TREE instead of a LIST");
    }

    @Test
    void referencesThatAreNotThoseInsideAreRefused() {
        Vector vector = Vectors.named("tree_leaf");
        for (int i = 1; i < vector.references().size(); i++) {
            List<ObjectId> fewer = vector.references().subList(0, i);
            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() ->
                            TreeFormat.decodeTree(
                                    new PlainObject(Kind.TREE, fewer, vector.bytes().toArray())));
        }
    }

    @Test
    void treeHasAtMost4096Entries() throws MalformedException {
        List<Entry> most = new ArrayList<>();
        for (int i = 0; i < Tree.Leaf.COUNT_MAX; i++) {
            most.add(Samples.entry("%04d".formatted(i), new Node.Fifo()));
        }
        PlainObject longest = TreeFormat.encode(new Tree.Leaf(most));
        assertThat(TreeFormat.decodeTree(longest)).isEqualTo(new Tree.Leaf(most));
        PlainObject beyond = withOneMore(longest);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> TreeFormat.decodeTree(beyond));
    }

    /** [0, [4,096 entries]] with the last entry again, under the next name. */
    private static PlainObject withOneMore(PlainObject longest) {
        byte[] one =
                TreeFormat.encode(new Tree.Leaf(List.of(Samples.entry("5000", new Node.Fifo()))))
                        .bytes();
        int entryAt = 3; // behind the heads of the two arrays and the 0
        byte[] more = Arrays.copyOf(longest.bytes(), longest.bytes().length + one.length - entryAt);
        System.arraycopy(one, entryAt, more, longest.bytes().length, one.length - entryAt);
        more[4] = 1; // the count 99 10 00 becomes 99 10 01
        return new PlainObject(Kind.TREE, List.of(), more);
    }

    @Test
    void xattrHasAtMost64KibibytesOfValue() {
        for (int length : new int[] {Xattr.VALUE_LENGTH_MAX - 1, Xattr.VALUE_LENGTH_MAX}) {
            Xattr xattr = new Xattr(Bytes.utf8("a"), Bytes.copyOf(new byte[length]));
            assertThat(xattr.value().length()).isEqualTo(length);
        }
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() ->
                        new Xattr(
                                Bytes.utf8("a"),
                                Bytes.copyOf(new byte[Xattr.VALUE_LENGTH_MAX + 1])));
    }
}
