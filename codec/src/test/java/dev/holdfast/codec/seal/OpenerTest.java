package dev.holdfast.codec.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.codec.Vectors;
import dev.holdfast.codec.key.OpeningKeys;
import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.model.KeyId;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.object.KeyWrap;
import dev.holdfast.model.object.SealedRecord;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenerTest {
    private final OpeningKeys keys = Vectors.root().openingKeys();

    private static SealedRecord record(String name) throws MalformedException {
        return SealedRecord.parse(Vectors.bytes(name));
    }

    /** With a digest that fits again, as somebody hostile would send it. */
    private static SealedRecord digested(byte[] bytes) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(bytes, 0, bytes.length - SealedRecord.DIGEST_SIZE);
        int digestAt = bytes.length - SealedRecord.DIGEST_SIZE;
        System.arraycopy(sha256.digest(), 0, bytes, digestAt, SealedRecord.DIGEST_SIZE);
        return SealedRecord.parse(bytes);
    }

    private static KeyWrap wrap(String name) {
        try {
            return KeyWrap.of(Vectors.bytes(name));
        } catch (MalformedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Opener opener(String... wraps) {
        List<KeyWrap> found = Arrays.stream(wraps).map(OpenerTest::wrap).toList();
        return new Opener(keys, key -> found);
    }

    private static void requireRefused(Opener opener, SealedRecord record, String why) {
        assertThatExceptionOfType(CorruptDataException.class)
                .isThrownBy(() -> opener.open(record))
                .withMessage("cannot open object %s: %s", record.id(), why)
                .satisfies(corrupt -> assertThat(corrupt.object()).isEqualTo(record.id()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"record_raw", "record_padded", "record_of_tree"})
    void rawRecordsOfTheDocumentOpen(String name) throws IOException {
        try (Opener opener = opener("wrap")) {
            assertThat(opener.open(record(name)).bytes()).isEqualTo(Vectors.bytes("distinct"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"record_zstd", "record_zstd_padded"})
    void compressedRecordsOfTheDocumentOpen(String name) throws IOException {
        try (Opener opener = opener("wrap")) {
            assertThat(opener.open(record(name)).bytes()).hasSize(100_000).containsOnly('a');
        }
    }

    @Test
    void emptyRecordOfTheDocumentOpens() throws IOException {
        try (Opener opener = opener("wrap")) {
            assertThat(opener.open(record("record_of_nothing")).bytes()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "refused_padding, its envelope is malformed",
        "refused_encoding, its envelope is malformed",
        "refused_raw_longer, its envelope is malformed",
        "refused_raw_shorter, its envelope is malformed",
        "refused_body_beyond_the_end, its envelope is malformed",
        "refused_negative_body, its envelope is malformed",
        "refused_length_beyond_any, its envelope is malformed",
        "refused_bomb, its compressed body is malformed",
        "refused_frame_of_another_size, its compressed body is malformed",
        "refused_frame_that_ends_early, its compressed body is malformed",
        "refused_frame_without_size, its compressed body is malformed",
        "refused_bytes_after_the_frame, its compressed body is malformed",
        "refused_two_frames, its compressed body is malformed",
        "refused_no_frame, its compressed body is malformed",
        "refused_empty_body, its compressed body is malformed",
        "refused_skippable_frame, its compressed body is malformed",
        "refused_id_of_other_content, its content has another id",
        "refused_id_without_references, its content has another id",
        "refused_id_with_references_in_the_body, its content has another id"
    })
    void recordThatAWriterSealedWronglyIsRefused(String name, String why) throws IOException {
        try (Opener opener = opener("wrap")) {
            requireRefused(opener, record(name), why);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"record_of_tree", "record_zstd"})
    void everyFlippedBitIsFoundWhenTheDigestIsMadeToFit(String name) throws Exception {
        byte[] good = record(name).bytes();
        try (Opener opener = opener("wrap")) {
            for (int bit = 0; bit < 8 * (good.length - SealedRecord.DIGEST_SIZE); bit++) {
                byte[] bad = good.clone();
                bad[bit / 8] ^= (byte) (1 << bit % 8);
                assertThatExceptionOfType(IOException.class)
                        .as("bit %d", bit)
                        .isThrownBy(() -> opener.open(digested(bad)))
                        .isInstanceOfAny(CorruptDataException.class, MalformedException.class);
            }
        }
    }

    @Test
    void recordUnderTheIdOfAnotherIsRefused() throws Exception {
        byte[] bytes = record("record_raw").bytes();
        System.arraycopy(record("record_zstd").id().toArray(), 0, bytes, 16, 32);
        try (Opener opener = opener("wrap")) {
            requireRefused(opener, digested(bytes), "its seal is broken");
        }
    }

    @Test
    void recordOfAnotherVaultIsRefused() throws IOException {
        OpeningKeys others = RootSecret.of(new byte[RootSecret.SIZE]).openingKeys();
        try (Opener opener = new Opener(others, key -> List.of(wrap("wrap")))) {
            requireRefused(
                    opener,
                    record("record_raw"),
                    "its content key a0a1a2a3a4a5a6a7a8a9aaabacadaeaf is wrapped for others only");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused_wrap_by_a_stranger", "refused_wrap_of_another_vault"})
    void recordWhoseKeyNoWriterWrappedIsRefused(String name) throws IOException {
        try (Opener opener = opener(name)) {
            requireRefused(
                    opener,
                    record("record_raw"),
                    "its content key a0a1a2a3a4a5a6a7a8a9aaabacadaeaf was not wrapped by a writer");
        }
    }

    @Test
    void recordWhoseKeyIsUnknownIsRefused() throws IOException {
        try (Opener opener = opener()) {
            requireRefused(
                    opener,
                    record("record_raw"),
                    "no wrap of its content key a0a1a2a3a4a5a6a7a8a9aaabacadaeaf is known");
        }
    }

    @Test
    void wrapOfAnotherKeyIsNotTaken() throws Exception {
        KeyWrap good = wrap("wrap");
        KeyWrap swapped =
                new KeyWrap(
                        KeyId.of(new byte[KeyId.SIZE]),
                        good.epoch(),
                        good.recipient(),
                        good.encapsulation(),
                        good.sealed());
        try (Opener opener = new Opener(keys, key -> List.of(swapped))) {
            requireRefused(
                    opener,
                    record("record_raw"),
                    "no wrap of its content key a0a1a2a3a4a5a6a7a8a9aaabacadaeaf is known");
        }
    }

    @Test
    void goodWrapAmongBadOnesIsFound() throws IOException {
        try (Opener opener =
                opener("wrap_for_escrow", "refused_wrap_by_a_stranger", "wrap", "wrap")) {
            assertThat(opener.open(record("record_raw")).bytes())
                    .isEqualTo(Vectors.bytes("distinct"));
        }
    }

    @Test
    void wrapsAreAskedForOnceAKey() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (Opener opener =
                new Opener(
                        keys,
                        key -> {
                            asked.incrementAndGet();
                            return List.of(wrap("wrap"));
                        })) {
            opener.open(record("record_raw"));
            opener.open(record("record_zstd"));
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void failureToGetTheWrapsIsPassedOn() throws IOException {
        IOException lost = new IOException("connection lost");
        try (Opener opener =
                new Opener(
                        keys,
                        key -> {
                            throw lost;
                        })) {
            SealedRecord record = record("record_raw");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> opener.open(record))
                    .isSameAs(lost);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomDamageIsNeverOpened(long seed) throws Exception {
        Random random = new Random(seed);
        byte[] good = record("record_zstd_padded").bytes();
        try (Opener opener = opener("wrap")) {
            for (int i = 0; i < 2_000; i++) {
                byte[] bad = good.clone();
                for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                    int at = random.nextInt(bad.length - SealedRecord.DIGEST_SIZE);
                    bad[at] ^= (byte) (1 + random.nextInt(255));
                }
                if (!Arrays.equals(bad, good)) {
                    assertThatExceptionOfType(IOException.class)
                            .isThrownBy(() -> opener.open(digested(bad)))
                            .isInstanceOfAny(CorruptDataException.class, MalformedException.class);
                }
            }
        }
    }
}
