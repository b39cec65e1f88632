package dev.holdfast.model.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.MalformedException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CborTest {
    private static long decodeInteger(String hex) throws MalformedException {
        return Cbor.decode(
                HexFormat.of().parseHex(hex),
                CborReader::integer,
                (value, out) -> out.integer(value));
    }

    private static String decodeText(byte[] bytes) throws MalformedException {
        return Cbor.decode(bytes, CborReader::text, (value, out) -> out.text(value));
    }

    private static Bytes decodeBytes(byte[] bytes) throws MalformedException {
        return Cbor.decode(bytes, CborReader::bytes, (value, out) -> out.bytes(value));
    }

    /** RFC 8949, appendix A. */
    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "1, 01",
        "23, 17",
        "24, 1818",
        "255, 18ff",
        "256, 190100",
        "65535, 19ffff",
        "65536, 1a00010000",
        "4294967295, 1affffffff",
        "4294967296, 1b0000000100000000",
        "9223372036854775807, 1b7fffffffffffffff",
        "-1, 20",
        "-24, 37",
        "-25, 3818",
        "-256, 38ff",
        "-257, 390100",
        "-9223372036854775808, 3b7fffffffffffffff"
    })
    void integerHasItsShortestForm(long value, String hex) throws MalformedException {
        assertThat(decodeInteger(hex)).isEqualTo(value);
        assertThat(Cbor.encode(out -> out.integer(value))).isEqualTo(HexFormat.of().parseHex(hex));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1817",
                "190018",
                "1900ff",
                "1a00000100",
                "1a0000ffff",
                "1b0000000000010000",
                "1b00000000ffffffff",
                "3817",
                "1c",
                "1d",
                "1e",
                "1f",
                "18",
                "1b00",
                "",
                "1b8000000000000000",
                "1bffffffffffffffff",
                "3bffffffffffffffff",
                "f4",
                "f6",
                "f90000",
                "fa00000000",
                "fb0000000000000000",
                "c100",
                "c24100",
                "40",
                "60",
                "80",
                "a0",
                "0000",
                "00ff"
            })
    void anyOtherFormIsRefused(String hex) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> decodeInteger(hex));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 23, 24, 255, 256, 65_535, 65_536, 1 << 20})
    void stringsOfEveryLengthComeBack(int length) throws MalformedException {
        Bytes bytes = Bytes.copyOf(new byte[length]);
        assertThat(decodeBytes(Cbor.encode(out -> out.bytes(bytes)))).isEqualTo(bytes);
        String ascii = "a".repeat(length);
        assertThat(decodeText(Cbor.encode(out -> out.text(ascii)))).isEqualTo(ascii);
        String wide = "日🙂".repeat(length / 7);
        assertThat(decodeText(Cbor.encode(out -> out.text(wide)))).isEqualTo(wide);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "61ff",
                "62c0af",
                "63eda080",
                "64f4908080",
                "61c3",
                "62c328",
                "7f6161ff",
                "780161",
                "63e28228",
                "64f0288cbc"
            })
    void textThatIsNotUtf8IsRefused(String hex) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> decodeText(HexFormat.of().parseHex(hex)));
    }

    /** Five to nine bytes that declare up to eight exbibytes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "5a7fffffff", "5affffffff", "5b7fffffffffffffff", "5bffffffffffffffff",
                "7a7fffffff", "7affffffff", "7b7fffffffffffffff", "9a7fffffff",
                "9b7fffffffffffffff", "9bffffffffffffffff", "ba7fffffff", "bb7fffffffffffffff",
                "c25a7fffffff", "5f5a7fffffff", "7f7a7fffffff"
            })
    void declaredLengthAllocatesNothing(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> decodeBytes(bytes));
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> decodeText(bytes));
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() ->
                        Cbor.decode(
                                bytes,
                                in -> {
                                    in.array();
                                    return in.integer();
                                },
                                (value, out) -> out.integer(value)));
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x81, 0x9f, 0xa1, 0xbf, 0xc1, 0xd8})
    void nestingIsBounded(int head) {
        byte[] deep = new byte[1 << 20];
        Arrays.fill(deep, (byte) head);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() ->
                        Cbor.decode(
                                deep,
                                in -> {
                                    while (true) {
                                        in.array();
                                    }
                                },
                                (value, out) -> out.nil()));
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> decodeBytes(deep));
    }

    @Test
    void rangeOfAnIntegerIsChecked() throws MalformedException {
        assertThat(decodeUpTo(10, (byte) 10)).isEqualTo(10);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> decodeUpTo(9, (byte) 10))
                .withMessage("10 is not within 0 and 9");
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> decodeUpTo(9, (byte) 0x20))
                .withMessage("-1 is not within 0 and 9");
    }

    private static int decodeUpTo(int max, byte value) throws MalformedException {
        return Cbor.decode(
                new byte[] {value}, in -> in.intUpTo(max), (read, out) -> out.integer(read));
    }

    @Test
    void messageIsOneLine() {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> decodeBytes(new byte[] {0x42, 0}))
                .extracting(e -> String.valueOf(e.getMessage()).lines().count())
                .isEqualTo(1L);
    }
}
