package dev.holdfast.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "with space", "'quoted\"", "äöü", "日本", "🙂", "a\u0301"})
    void readableTextStays(String text) {
        assertThat(Printable.of(text)).isEqualTo(text);
        assertThat(Printable.of(text.getBytes(UTF_8))).isEqualTo(text);
    }

    @Test
    void backslashIsDoubled() {
        assertThat(Printable.of("\\n")).isEqualTo("\\\\n");
    }

    @Test
    void controlsAreEscaped() {
        assertThat(Printable.of("\n\r\t\0\u001b[31m\u007f"))
                .isEqualTo("\\n\\r\\t\\x00\\x1b[31m\\x7f");
        assertThat(Printable.of("\u0080\u009b")).isEqualTo("\\x80\\x9b");
    }

    @Test
    void whatReversesOrHidesTextIsEscaped() {
        assertThat(Printable.of("a\u202eb\u2066c\u200bd\ufeff"))
                .isEqualTo("a\\u{202e}b\\u{2066}c\\u{200b}d\\u{feff}");
        assertThat(Printable.of("\u2028\u2029\u00ad")).isEqualTo("\\u{2028}\\u{2029}\\xad");
        assertThat(Printable.of("\ue000\uffff")).isEqualTo("\\u{e000}\\u{ffff}");
        assertThat(Printable.of(new String(Character.toChars(0xe0041)))).isEqualTo("\\u{e0041}");
    }

    @Test
    void loneSurrogateIsEscaped() {
        assertThat(Printable.of("\ud800a")).isEqualTo("\\u{d800}a");
    }

    @Test
    void bytesThatAreNotUtf8AreEscapedOneByOne() {
        assertThat(Printable.of(new byte[] {'a', (byte) 0xff, '\n', '\\'}))
                .isEqualTo("a\\xff\\n\\\\");
        assertThat(Printable.of(new byte[] {(byte) 0xc3})).isEqualTo("\\xc3");
        assertThat(Printable.of(new byte[] {(byte) 0xc0, (byte) 0xaf})).isEqualTo("\\xc0\\xaf");
        assertThat(Printable.of(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}))
                .isEqualTo("\\xed\\xa0\\x80");
    }

    @Test
    void nothingShownMovesATerminal() {
        Random random = new Random(1);
        byte[] bytes = new byte[40];
        for (int i = 0; i < 2_000; i++) {
            random.nextBytes(bytes);
            assertThat(Printable.of(bytes).chars()).noneMatch(Character::isISOControl);
            String text =
                    random.ints(20, 0, 0x3000)
                            .collect(
                                    StringBuilder::new,
                                    StringBuilder::appendCodePoint,
                                    StringBuilder::append)
                            .toString();
            assertThat(Printable.of(text).chars())
                    .noneMatch(Character::isISOControl)
                    .noneMatch(point -> Character.getType(point) == Character.FORMAT);
        }
    }
}
