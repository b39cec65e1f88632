package dev.holdfast.store.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.Kind;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import dev.holdfast.store.Golden;
import dev.holdfast.store.pack.PackEntry;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.testkit.Records;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentTest {
    private static final PackId PACK = new PackId(new UUID(1, 1));
    private static final PackId OTHER = new PackId(new UUID(2, 2));

    private static PackEntry entry(ObjectId id) {
        return new PackEntry(id, Kind.TREE, 0, 500);
    }

    private static byte[] bytes(SegmentFiles.Content content) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        content.write(part -> {
            byte[] taken = new byte[part.remaining()];
            part.get(taken);
            all.writeBytes(taken);
        });
        return all.toByteArray();
    }

    private static byte[] segment(PackId pack, List<ObjectId> ids) throws IOException {
        SegmentBatch batch = new SegmentBatch();
        batch.add(pack, PackKind.META, ids.stream().map(SegmentTest::entry).toList());
        return bytes(batch::write);
    }

    private static Segment open(byte[] bytes) throws DamagedSegmentException {
        return Segment.of("test", MemorySegment.ofArray(bytes));
    }

    private static List<ObjectId> ids(long count, LongFunction<ObjectId> maker) {
        List<ObjectId> ids = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            ids.add(maker.apply(i));
        }
        return ids;
    }

    private static void requireFound(List<ObjectId> ids) throws IOException {
        Index index = new Index(List.of(open(segment(PACK, ids))), Set.of(PACK));
        for (int i = 0; i < ids.size(); i++) {
            assertThat(index.contains(ids.get(i))).isTrue();
            assertThat(index.find(ids.get(i))).contains(new Location(PACK, PackKind.META, i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 2729, 2730, 2731, 5460, 5461, 30_000})
    void everyEntryIsFoundAndNothingElse(int count) throws IOException {
        List<ObjectId> ids = ids(count, Records::id);
        requireFound(ids);
        Index index = new Index(List.of(open(segment(PACK, ids))), Set.of(PACK));
        for (int i = 0; i < 1000; i++) {
            assertThat(index.contains(Records.id(1_000_000 + i))).isFalse();
        }
    }

    @Test
    void idsChosenByAnEnemyAreFoundToo() throws IOException {
        requireFound(ids(9000, i -> new ObjectId(0, i, 0, 0)));
        requireFound(ids(9000, i -> new ObjectId(-1L, -1L - i, 0, 0)));
        requireFound(ids(9000, i -> new ObjectId(1L << (i % 64), i, 0, 0)));
        requireFound(ids(9000, i -> new ObjectId(Long.MIN_VALUE + i, 5, 0, 0)));
        requireFound(ids(3000, i -> new ObjectId(7, 7, i, 0)));
    }

    @Test
    void entriesOfAPackThatIsGoneAreNotFound() throws IOException {
        List<ObjectId> ids = ids(10, Records::id);
        Index index =
                new Index(
                        List.of(open(segment(PACK, ids)), open(segment(OTHER, ids))),
                        Set.of(OTHER));
        assertThat(index.find(ids.getFirst()))
                .containsExactly(new Location(OTHER, PackKind.META, 0));
        assertThat(index.vanished()).containsExactly(PACK);
    }

    @Test
    void flippedBitAnywhereIsFoundBeforeItMisleads() throws IOException {
        List<ObjectId> ids = ids(3000, Records::id);
        byte[] sound = segment(PACK, ids);
        for (int bit = 0; bit < sound.length * Byte.SIZE; bit += 1013) {
            byte[] flipped = sound.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThatThrownBy(
                            () -> {
                                Segment segment = open(flipped);
                                for (long i = 0; i < segment.entries(); i++) {
                                    segment.requireSound(i);
                                }
                            })
                    .isInstanceOf(DamagedSegmentException.class);
        }
    }

    @Test
    void everyOtherLengthIsRefused() throws IOException {
        byte[] sound = segment(PACK, ids(3, Records::id));
        for (int length = 0; length <= sound.length + 1; length++) {
            byte[] other = Arrays.copyOf(sound, length);
            if (length != sound.length) {
                assertThatThrownBy(() -> open(other)).isInstanceOf(DamagedSegmentException.class);
            }
        }
    }

    @Test
    void mergeHasEachPackOnceAndNoneThatIsGone() throws IOException {
        PackId gone = new PackId(new UUID(3, 3));
        List<ObjectId> first = ids(5000, Records::id);
        List<ObjectId> second = ids(4000, i -> Records.id(i + 2500));
        List<Segment> parts =
                List.of(
                        open(segment(PACK, first)),
                        open(segment(OTHER, second)),
                        open(segment(PACK, first)),
                        open(segment(gone, second)));
        SegmentMerge merge = new SegmentMerge(parts, Set.of(PACK, OTHER));
        Segment merged = open(bytes(merge::write));
        assertThat(merged.entries()).isEqualTo(9000);
        Index index = new Index(List.of(merged), Set.of(PACK, OTHER));
        assertThat(index.find(Records.id(3000)))
                .containsExactlyInAnyOrder(
                        new Location(PACK, PackKind.META, 3000),
                        new Location(OTHER, PackKind.META, 500));
        assertThat(index.vanished()).isEmpty();
    }

    @Test
    void segmentIsWrittenAsEver() throws IOException {
        SegmentBatch batch = new SegmentBatch();
        batch.add(
                PACK, PackKind.META, ids(3, Records::id).stream().map(SegmentTest::entry).toList());
        batch.add(OTHER, PackKind.DATA, List.of(entry(Records.id(1))));
        Golden.requireSame("segment", bytes(batch::write));
    }

    @Test
    void wrongSegmentsAreRefused() {
        for (String wrong : List.of("magic", "digest", "length")) {
            assertThatThrownBy(() -> open(Golden.bytes("segment-refused-" + wrong)))
                    .isInstanceOf(DamagedSegmentException.class);
        }
    }
}
