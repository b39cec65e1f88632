package dev.holdfast.model.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.model.Kind;
import dev.holdfast.model.ObjectId;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainObjectTest {
    private static final ObjectId ID = new ObjectId(1, 2, 3, 4);

    private static void requireRefused(Kind kind, int references, int length) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() ->
                        new PlainObject(
                                kind, Collections.nCopies(references, ID), new byte[length]));
    }

    @Test
    void lengthHasAMaximum() {
        byte[] longest = new byte[PlainObject.LENGTH_MAX];
        assertThat(new PlainObject(Kind.CHUNK, List.of(), longest).bytes()).isSameAs(longest);
        requireRefused(Kind.CHUNK, 0, PlainObject.LENGTH_MAX + 1);
    }

    @Test
    void referencesHaveAMaximum() {
        List<ObjectId> most = Collections.nCopies(PlainObject.REFERENCES_MAX, ID);
        assertThat(new PlainObject(Kind.TREE, most, new byte[0]).references()).isEqualTo(most);
        requireRefused(Kind.TREE, PlainObject.REFERENCES_MAX + 1, 0);
    }

    @Test
    void chunkRefersToNothing() {
        requireRefused(Kind.CHUNK, 1, 0);
    }
}
