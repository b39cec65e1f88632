package dev.holdfast.client.content;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.upload.ObjectSink;
import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.codec.key.SealingKeys;
import dev.holdfast.codec.seal.ObjectIds;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Extent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentSaverTest {
    private static final SealingKeys KEYS =
            RootSecret.of(new byte[RootSecret.SIZE]).sealingKeys(List.of());

    private final Map<ObjectId, PlainObject> objects = new HashMap<>();
    private final ObjectIds ids = new ObjectIds(KEYS.objectIds());
    private final ObjectSink sink =
            object -> {
                ObjectId id = ids.of(object);
                objects.put(id, object);
                return id;
            };
    private final ContentSaver saver =
            new ContentSaver(
                    sink, new SharedChunk(sink, new SharedUses(Map.of(), List.of())), KEYS);

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private byte[] bytesOf(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        switch (content) {
            case Content.Inline(var inline) -> bytes.writeBytes(inline.toArray());
            case Content.Extents(var extents) -> {
                for (Extent extent : extents) {
                    Extent.Slice slice = (Extent.Slice) extent;
                    byte[] chunk = requireNonNull(objects.get(slice.chunk())).bytes();
                    bytes.write(chunk, (int) slice.offset(), (int) slice.length());
                }
            }
            case Content.Listed _ -> throw new IllegalArgumentException("too long for this test");
        }
        return bytes.toByteArray();
    }

    private static void add(ContentSaver.Large large, byte[] bytes, int from, int to)
            throws IOException {
        for (int at = from; at < to; ) {
            int length = Math.min(large.room(), to - at);
            System.arraycopy(bytes, at, large.buffer(), large.filled(), length);
            large.added(length);
            at += length;
        }
    }

    @Test
    void whatIsSavedWhileALargeFileIsReadDoesNotDisturbIt() throws IOException {
        byte[] file = random(3_000_000, 1);
        byte[] gaps = random(200_000, 2);
        try (ContentSaver.Large large = saver.large()) {
            add(large, file, 0, 1_000_000);
            assertThat(bytesOf(saver.whole(gaps))).isEqualTo(gaps);
            add(large, file, 1_000_000, file.length);
            assertThat(bytesOf(large.finish())).isEqualTo(file);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64, 65, 4_194_303, 4_194_304, 4_194_305, 9_000_000})
    void bytesOfAnyLengthAreSavedWhole(int length) throws IOException {
        byte[] bytes = random(length, length);
        assertThat(bytesOf(saver.whole(bytes))).isEqualTo(bytes);
    }

    @Test
    void bytesThatAreNoFilesAreCutLikeAFile() throws IOException {
        byte[] bytes = random(6_000_000, 3);
        try (ContentSaver.Large large = saver.large()) {
            add(large, bytes, 0, bytes.length);
            assertThat(saver.whole(bytes)).isEqualTo(large.finish());
        }
    }
}
