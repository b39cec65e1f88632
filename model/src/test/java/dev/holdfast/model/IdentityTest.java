package dev.holdfast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
    private static final String HEX = "00112233445566778899aabbccddeeff";
    private static final byte[] BYTES = HexFormat.of().parseHex(HEX);

    @Test
    void sixteenBytesAreThirtyTwoDigits() {
        assertThat(VaultId.of(BYTES)).hasToString(HEX).isEqualTo(VaultId.parse(HEX));
        assertThat(ClientId.of(BYTES)).hasToString(HEX).isEqualTo(ClientId.parse(HEX));
        assertThat(SessionId.of(BYTES)).hasToString(HEX).isEqualTo(SessionId.parse(HEX));
        assertThat(PackId.of(BYTES)).hasToString(HEX).isEqualTo(PackId.parse(HEX));
        assertThat(KeyId.of(BYTES)).hasToString(HEX).isEqualTo(KeyId.parse(HEX));
        assertThat(VaultId.of(BYTES).toArray()).isEqualTo(BYTES);
        assertThat(ClientId.of(BYTES).toArray()).isEqualTo(BYTES);
        assertThat(SessionId.of(BYTES).toArray()).isEqualTo(BYTES);
        assertThat(PackId.of(BYTES).toArray()).isEqualTo(BYTES);
        assertThat(KeyId.of(BYTES).toArray()).isEqualTo(BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "00112233445566778899aabbccddeef", "../../../../etc/passwd"})
    void anythingElseIsRefused(String hex) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ClientId.parse(hex));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 17})
    void otherSizesAreRefused(int size) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> PackId.of(new byte[size]));
    }

    @Test
    void objectIdIsItsBytes() {
        byte[] bytes = new byte[ObjectId.SIZE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (0xf0 + i);
        }
        ObjectId id = ObjectId.of(bytes);
        assertThat(id.toArray()).isEqualTo(bytes);
        assertThat(id).hasToString(HexFormat.of().formatHex(bytes));
        byte[] wider = new byte[ObjectId.SIZE + 2];
        id.write(wider, 1);
        assertThat(ObjectId.read(wider, 1)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void objectIdOfAnotherSizeIsRefused(int size) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ObjectId.of(new byte[size]));
    }

    @Test
    void objectIdsAreOrderedByUnsignedBytes() {
        ObjectId small = new ObjectId(1, -1, -1, -1);
        assertThat(small).isLessThan(new ObjectId(-1, 0, 0, 0));
        assertThat(small).isLessThan(new ObjectId(2, 0, 0, 0));
        assertThat(new ObjectId(1, 1, 0, 0)).isLessThan(new ObjectId(1, -1, 0, 0));
        assertThat(new ObjectId(1, 1, 1, 0)).isLessThan(new ObjectId(1, 1, -1, 0));
        assertThat(new ObjectId(1, 1, 1, 1)).isLessThan(new ObjectId(1, 1, 1, -1));
        assertThat(small).isEqualByComparingTo(new ObjectId(1, -1, -1, -1));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 5, 256 + 1})
    void unknownKindIsRefused(int code) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Kind.of(code));
    }

    @Test
    void everyKindHasACode() throws MalformedException {
        for (Kind kind : Kind.values()) {
            assertThat(Kind.of(kind.code())).isEqualTo(kind);
        }
    }
}
