package dev.holdfast.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BytesTest {
    private static Bytes bytes(int... values) {
        byte[] array = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            array[i] = (byte) values[i];
        }
        return Bytes.copyOf(array);
    }

    @Test
    void orderIsThatOfUnsignedBytes() {
        assertThat(bytes()).isLessThan(bytes(0));
        assertThat(bytes(0)).isLessThan(bytes(0, 0));
        assertThat(bytes(0x7f)).isLessThan(bytes(0x80));
        assertThat(bytes(0xff)).isGreaterThan(bytes(0x01, 0xff));
        assertThat(bytes(1, 2)).isEqualByComparingTo(bytes(1, 2));
    }

    @Test
    void equalBytesAreEqual() {
        assertThat(bytes(1, 2)).isEqualTo(bytes(1, 2)).hasSameHashCodeAs(bytes(1, 2));
        assertThat(bytes(1, 2)).isNotEqualTo(bytes(1, 3)).isNotEqualTo(bytes(1));
        assertThat(bytes()).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void nobodyCanChangeThem() {
        byte[] given = {1, 2, 3};
        Bytes bytes = Bytes.copyOf(given);
        given[0] = 9;
        bytes.toArray()[1] = 9;
        assertThat(bytes).isEqualTo(bytes(1, 2, 3));
    }

    @Test
    void partOfAnArrayIsCopied() {
        assertThat(Bytes.copyOf(new byte[] {1, 2, 3, 4}, 1, 3)).isEqualTo(bytes(2, 3));
        assertThat(Bytes.copyOf(new byte[] {1}, 1, 1)).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void bytesAreShownEscaped() {
        assertThat(bytes('a', 0x1b, 0xff)).hasToString("a\\x1b\\xff");
        assertThat(bytes(0, 0xff).hex()).isEqualTo("00ff");
    }
}
