package dev.holdfast.model.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.Kind;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Vectors;
import dev.holdfast.model.Vectors.Vector;
import dev.holdfast.model.object.PlainObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RootFormatTest {
    static List<Vector> refused() {
        return Vectors.beginning("root_refused");
    }

    private static void requireForm(Root root, String name) throws MalformedException {
        Vector vector = Vectors.named(name);
        PlainObject encoded = RootFormat.encode(root);
        assertThat(encoded.kind()).isEqualTo(Kind.ROOT);
        assertThat(encoded.references()).isEqualTo(vector.references());
        assertThat(Bytes.copyOf(encoded.bytes()).hex()).isEqualTo(vector.bytes().hex());
        assertThat(RootFormat.decode(vector.object(Kind.ROOT))).isEqualTo(root);
    }

    @Test
    void rootsAreThoseOfTheDocument() throws MalformedException {
        requireForm(Samples.ROOT, "root");
        requireForm(Samples.FIRST_ROOT, "root_first_and_empty");
    }

    @Test
    void previousRootIsNoReference() {
        assertThat(Samples.ROOT.lineage().previous()).isEqualTo(Samples.E);
        assertThat(RootFormat.encode(Samples.ROOT).references()).doesNotContain(Samples.E);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void otherRootsAreRefused(Vector vector) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> RootFormat.decode(vector.object(Kind.ROOT)));
    }

    @Test
    void anotherKindIsRefused() {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> RootFormat.decode(Vectors.named("root").object(Kind.TREE)));
    }
}
