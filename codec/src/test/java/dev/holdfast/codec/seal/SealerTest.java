package dev.holdfast.codec.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.codec.FixedRandom;
import dev.holdfast.codec.Vectors;
import dev.holdfast.codec.key.OpeningKeys;
import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.model.KeyId;
import dev.holdfast.model.Kind;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.object.SealedRecord;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {
    private static final int OVERHEAD = 76 + 9 + 16 + 16; // header, envelope, tag, digest
    private static final List<ObjectId> REFERENCES =
            List.of(repeated(0x1111111111111111L), repeated(0x2222222222222222L));

    private final RootSecret root = Vectors.root();
    private final OpeningKeys opening = root.openingKeys();
    private final ObjectIds ids = new ObjectIds(opening.objectIds());
    private final ContentKey key = ContentKey.random(new SecureRandom());
    private final Sealer sealer = new Sealer(key, new SecureRandom());
    private final Opener opener =
            new Opener(opening, asked -> key.wrap(root.sealingKeys(List.of()), new SecureRandom()));

    @AfterEach
    void close() {
        sealer.close();
        opener.close();
    }

    private static ObjectId repeated(long word) {
        return new ObjectId(word, word, word, word);
    }

    private static PlainObject chunk(byte[] bytes) {
        return new PlainObject(Kind.CHUNK, List.of(), bytes);
    }

    private static byte[] text(int length) {
        byte[] text = new byte[length];
        Random random = new Random(1);
        Arrays.setAll(new int[length], i -> text[i] = (byte) ('a' + random.nextInt(4)));
        return text;
    }

    private SealedRecord seal(PlainObject object) {
        return sealer.seal(object, ids.of(object));
    }

    private void requireComesBack(PlainObject object) throws IOException {
        SealedRecord received = SealedRecord.parse(seal(object).bytes().clone());
        PlainObject opened = opener.open(received);
        assertThat(opened.kind()).isEqualTo(object.kind());
        assertThat(opened.references()).isEqualTo(object.references());
        assertThat(Arrays.equals(opened.bytes(), object.bytes())).isTrue();
    }

    @Test
    void recordsAreThoseOfTheDocument() {
        ContentKey fixed =
                new ContentKey(KeyId.of(Vectors.bytes("key_id")), Vectors.bytes("content_key"));
        byte[] nonce = Vectors.bytes("nonce");
        PlainObject raw = chunk(Vectors.bytes("distinct"));
        PlainObject tree = new PlainObject(Kind.TREE, REFERENCES, raw.bytes());
        PlainObject nothing = chunk(new byte[0]);
        try (Sealer same = new Sealer(fixed, new FixedRandom(nonce, nonce, nonce))) {
            assertThat(same.seal(raw, ids.of(raw)).bytes()).isEqualTo(Vectors.bytes("record_raw"));
            assertThat(same.seal(tree, ids.of(tree)).bytes())
                    .isEqualTo(Vectors.bytes("record_of_tree"));
            assertThat(same.seal(nothing, ids.of(nothing)).bytes())
                    .isEqualTo(Vectors.bytes("record_of_nothing"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                16_383,
                16_384,
                65_526,
                65_527,
                65_528,
                131_071,
                131_072,
                1 << 20,
                (4 << 20) - 1,
                4 << 20
            })
    void everyLengthComesBack(int length) throws IOException {
        requireComesBack(chunk(Vectors.stream(length)));
        requireComesBack(chunk(text(length)));
        requireComesBack(new PlainObject(Kind.LIST, REFERENCES, text(length)));
    }

    @Test
    void asManyReferencesAsARecordMayHaveComeBack() throws IOException {
        List<ObjectId> references = new ArrayList<>();
        for (long i = 0; i < PlainObject.REFERENCES_MAX; i++) {
            references.add(repeated(i));
        }
        requireComesBack(new PlainObject(Kind.TREE, references, new byte[4 << 20]));
    }

    @Test
    void whatDoesNotShrinkIsStoredAsItIs() {
        for (int length : new int[] {0, 1, 48, 100_000, 1 << 20}) {
            assertThat(seal(chunk(Vectors.stream(length))).length()).isEqualTo(length + OVERHEAD);
        }
    }

    @Test
    void whatShrinksIsCompressed() {
        assertThat(seal(chunk(text(1_000))).length()).isLessThan(600);
        assertThat(seal(chunk(text(1 << 20))).length()).isLessThan(400_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void contentThatShrinksInOnePlaceOnlyIsCompressed(int third) {
        byte[] content = Vectors.stream(600_000);
        System.arraycopy(text(200_000), 0, content, 200_000 * third, 200_000);
        assertThat(seal(chunk(content)).length()).isLessThan(500_000);
    }

    @Test
    void higherLevelCompressesMore() {
        PlainObject object = chunk(text(1 << 20));
        ObjectId id = ids.of(object);
        assertThat(sealer.seal(object, id, 12).length())
                .isLessThan(sealer.seal(object, id, 1).length());
        assertThat(sealer.seal(object, id, 3).length()).isEqualTo(seal(object).length());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 20})
    void otherLevelsAreRefused(int level) {
        PlainObject object = chunk(new byte[1]);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sealer.seal(object, ids.of(object), level));
    }

    @Test
    void sameObjectIsSealedDifferentlyEachTime() {
        PlainObject object = chunk(text(100));
        assertThat(seal(object).nonce()).isNotEqualTo(seal(object).nonce());
        assertThat(seal(object).bytes()).isNotEqualTo(seal(object).bytes());
    }

    @Test
    void manyThreadsShareASealerAndAnOpener() throws Exception {
        try (ExecutorService workers = Executors.newFixedThreadPool(8)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                byte[] content = i % 2 == 0 ? text(5_000 * i) : Vectors.stream(5_000 * i);
                done.add(
                        workers.submit(() -> {
                            requireComesBack(chunk(content));
                            return null;
                        }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        }
    }

    @Test
    void closedSealerAndOpenerRefuse() {
        SealedRecord record = seal(chunk(new byte[1]));
        sealer.close();
        opener.close();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> seal(chunk(new byte[1])));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> opener.open(record));
    }

    @Test
    void warmingUpDoesNoHarm() throws IOException {
        Sealer.warmUp();
        Opener.warmUp();
        requireComesBack(chunk(text(1_000)));
    }
}
