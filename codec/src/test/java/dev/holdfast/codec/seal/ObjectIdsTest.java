package dev.holdfast.codec.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.codec.Vectors;
import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.model.Kind;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectIdsTest {
    private static final byte[] HELLO = "hello".getBytes(US_ASCII);
    private static final ObjectId FIRST = repeated(0x1111111111111111L);
    private static final ObjectId SECOND = repeated(0x2222222222222222L);

    private final ObjectIds ids = new ObjectIds(Vectors.root().openingKeys().objectIds());

    private static ObjectId repeated(long word) {
        return new ObjectId(word, word, word, word);
    }

    @Test
    void idsAreThoseOfTheDocument() {
        assertThat(ids.of(new PlainObject(Kind.CHUNK, List.of(), new byte[0])).toArray())
                .isEqualTo(Vectors.bytes("id_of_empty_chunk"));
        assertThat(ids.of(new PlainObject(Kind.CHUNK, List.of(), HELLO)).toArray())
                .isEqualTo(Vectors.bytes("id_of_chunk"));
        assertThat(ids.of(new PlainObject(Kind.TREE, List.of(FIRST, SECOND), HELLO)).toArray())
                .isEqualTo(Vectors.bytes("id_of_tree"));
    }

    @Test
    void sliceOfABufferHasTheIdOfTheChunkThatItWouldBe() {
        byte[] buffer = "<hello>".getBytes(US_ASCII);
        assertThat(ids.ofChunk(buffer, 1, 6).toArray()).isEqualTo(Vectors.bytes("id_of_chunk"));
        assertThat(ids.ofChunk(buffer, 3, 3).toArray())
                .isEqualTo(Vectors.bytes("id_of_empty_chunk"));
    }

    @Test
    void idChangesWithTheKind() {
        ObjectId chunk = ids.of(new PlainObject(Kind.CHUNK, List.of(), HELLO));
        assertThat(ids.of(new PlainObject(Kind.TREE, List.of(), HELLO))).isNotEqualTo(chunk);
        assertThat(ids.of(new PlainObject(Kind.LIST, List.of(), HELLO))).isNotEqualTo(chunk);
        assertThat(ids.of(new PlainObject(Kind.ROOT, List.of(), HELLO))).isNotEqualTo(chunk);
    }

    @Test
    void idChangesWithTheOrderOfTheReferences() {
        assertThat(ids.of(new PlainObject(Kind.TREE, List.of(FIRST, SECOND), HELLO)))
                .isNotEqualTo(ids.of(new PlainObject(Kind.TREE, List.of(SECOND, FIRST), HELLO)));
    }

    @Test
    void idDoesNotCollideWhenReferencesMoveIntoTheBody() {
        PlainObject apart = new PlainObject(Kind.TREE, List.of(FIRST), HELLO);
        byte[] body = new byte[ObjectId.SIZE + HELLO.length];
        FIRST.write(body, 0);
        System.arraycopy(HELLO, 0, body, ObjectId.SIZE, HELLO.length);
        PlainObject together = new PlainObject(Kind.TREE, List.of(), body);
        assertThat(ids.of(apart)).isNotEqualTo(ids.of(together));
    }

    @Test
    void anotherVaultHasOtherIds() {
        RootSecret other = RootSecret.of(new byte[RootSecret.SIZE]);
        ObjectIds others = new ObjectIds(other.openingKeys().objectIds());
        assertThat(others.ofChunk(HELLO, 0, 5)).isNotEqualTo(ids.ofChunk(HELLO, 0, 5));
    }
}
