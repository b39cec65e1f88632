package dev.holdfast.model.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.model.KeyId;
import dev.holdfast.model.Kind;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealedRecordTest {
    private static final ObjectId ID = new ObjectId(1, 2, 3, 4);
    private static final ObjectId REFERENCE = new ObjectId(-1, -2, -3, -4);
    private static final KeyId KEY = KeyId.parse("000102030405060708090a0b0c0d0e0f");
    private static final byte[] NONCE = HexFormat.of().parseHex("101112131415161718191a1b");

    private static byte[] laidOut(Kind kind, int references, int sealedLength) {
        List<ObjectId> all = Collections.nCopies(references, REFERENCE);
        SealedRecord.Header header = new SealedRecord.Header(kind, all, sealedLength, ID, KEY);
        return SealedRecord.layOut(header, NONCE);
    }

    private static byte[] record(Kind kind, int references, int sealedLength)
            throws MalformedException {
        return SealedRecord.finish(laidOut(kind, references, sealedLength)).bytes();
    }

    private static byte[] digested(byte[] bytes) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(bytes, 0, bytes.length - SealedRecord.DIGEST_SIZE);
        int digestAt = bytes.length - SealedRecord.DIGEST_SIZE;
        System.arraycopy(sha256.digest(), 0, bytes, digestAt, SealedRecord.DIGEST_SIZE);
        return bytes;
    }

    private static void requireRefused(byte[] bytes) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> SealedRecord.parse(bytes));
    }

    @Test
    void layoutIsThatOfTheDocument() throws Exception {
        byte[] bytes = laidOut(Kind.TREE, 1, 25);
        Arrays.fill(bytes, 76 + 32, 76 + 32 + 25, (byte) 0x5e);
        String expected =
                "48465231"
                        + "01"
                        + "03"
                        + "0000"
                        + "00000001"
                        + "00000019"
                        + "0000000000000001000000000000000200000000000000030000000000000004"
                        + "000102030405060708090a0b0c0d0e0f"
                        + "101112131415161718191a1b"
                        + "fffffffffffffffffffffffffffffffefffffffffffffffdfffffffffffffffc"
                        + "5e".repeat(25);
        byte[] front = HexFormat.of().parseHex(expected);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(front);
        assertThat(HexFormat.of().formatHex(SealedRecord.finish(bytes).bytes()))
                .isEqualTo(expected + HexFormat.of().formatHex(digest, 0, 16));
    }

    @Test
    void partsComeBack() throws MalformedException {
        SealedRecord record = SealedRecord.parse(record(Kind.LIST, 3, 40));
        assertThat(record.kind()).isEqualTo(Kind.LIST);
        assertThat(record.id()).isEqualTo(ID);
        assertThat(record.key()).isEqualTo(KEY);
        assertThat(record.nonce()).isEqualTo(NONCE);
        assertThat(record.references()).isEqualTo(Collections.nCopies(3, REFERENCE));
        assertThat(record.sealedOffset()).isEqualTo(76 + 3 * 32);
        assertThat(record.sealedLength()).isEqualTo(40);
        assertThat(record.length()).isEqualTo(76 + 3 * 32 + 40 + 16);
        assertThat(SealedRecord.lengthAt(record.bytes(), 0)).isEqualTo(record.length());
    }

    @Test
    void longestRecordIsAccepted() throws MalformedException {
        byte[] longest =
                record(Kind.TREE, PlainObject.REFERENCES_MAX, SealedRecord.SEALED_LENGTH_MAX);
        assertThat(longest).hasSize(SealedRecord.LENGTH_MAX);
        assertThat(SealedRecord.parse(longest).references()).hasSize(PlainObject.REFERENCES_MAX);
    }

    @Test
    void shortestRecordIsAccepted() throws MalformedException {
        byte[] shortest = record(Kind.CHUNK, 0, SealedRecord.SEALED_LENGTH_MIN);
        assertThat(SealedRecord.parse(shortest).length()).isEqualTo(76 + 25 + 16);
    }

    /** Each with a digest that is right. */
    @ParameterizedTest
    @CsvSource({
        "another magic, 0, 48465232",
        "no magic, 0, 00000000",
        "suite 0, 4, 00030000",
        "suite 2, 4, 02030000",
        "kind 0, 4, 01000000",
        "kind 5, 4, 01050000",
        "kind 255, 4, 01ff0000",
        "first spare byte, 4, 01030100",
        "second spare byte, 4, 01030001",
        "one reference less, 8, 00000001",
        "one reference more, 8, 00000003",
        "too many references, 8, 00004001",
        "negative references, 8, ffffffff",
        "references that overflow, 8, 08000000",
        "chunk with references, 4, 01010000",
        "too little sealed, 12, 00000018",
        "nothing sealed, 12, 00000000",
        "another length sealed, 12, 00000029",
        "too much sealed, 12, 00410001",
        "negative length sealed, 12, ffffffff",
        "most sealed, 12, 7fffffff"
    })
    void headerOutOfBoundsIsRefused(String what, int offset, String hex) throws Exception {
        byte[] bytes = record(Kind.TREE, 2, 40);
        ByteBuffer.wrap(bytes).put(offset, HexFormat.of().parseHex(hex));
        assertThatExceptionOfType(MalformedException.class)
                .as(what)
                .isThrownBy(() -> SealedRecord.parse(digested(bytes)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00410001, 0x7fffffff, 0xffffffff})
    void lengthBeyondAnyIsRefusedBeforeTheRestIsThere(int sealedLength) {
        byte[] header = laidOut(Kind.CHUNK, 0, 25);
        ByteBuffer.wrap(header).putInt(12, sealedLength);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> SealedRecord.lengthAt(header, 0));
    }

    @Test
    void everyFlippedBitIsFound() throws MalformedException {
        byte[] good = record(Kind.TREE, 1, 40);
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            requireRefused(bad);
        }
    }

    @Test
    void everyTruncationIsFound() throws MalformedException {
        byte[] good = record(Kind.TREE, 1, 40);
        for (int length = 0; length < good.length; length++) {
            requireRefused(Arrays.copyOf(good, length));
        }
        requireRefused(Arrays.copyOf(good, good.length + 1));
    }

    @Test
    void recordIsFoundWhereItBegins() throws MalformedException {
        byte[] record = record(Kind.ROOT, 2, 100);
        byte[] pack = new byte[record.length + 5];
        System.arraycopy(record, 0, pack, 5, record.length);
        assertThat(SealedRecord.lengthAt(pack, 5)).isEqualTo(record.length);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> SealedRecord.lengthAt(pack, 4));
    }
}
