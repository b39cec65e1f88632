package dev.holdfast.client.glob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.glob.Glob.Beginning;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean matches(String pattern, String text) {
        return matches(pattern, text, Beginning.AT_START);
    }

    private static boolean matches(String pattern, String text, Beginning beginning) {
        byte[] around = bytes("<" + text + ">");
        Glob glob = Glob.of(bytes(pattern)).orElseThrow();
        return glob.matches(around, 1, around.length - 1, beginning);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "*, a, true",
                "*, \"\", true",
                "*, a/b, false",
                "**, a/b, true",
                "**, \"\", true",
                "***, a/b, true",
                "a*, a, true",
                "a*, ab, true",
                "a*, a/b, false",
                "*.o, a.o, true",
                "*.o, .o, true",
                "*.o, a.oo, false",
                "*.o, a/b.o, false",
                "**.o, a/b.o, true",
                "a*b*c, aXbYc, true",
                "a*b*c, abcbc, true",
                "a*b*c, acb, false",
                "a*/c, ab/c, true",
                "a*/c, a/b/c, false",
                "a**c, a/b/c, true",
                "a/**/c, a/c, false",
                "a/**/c, a/b/c, true",
                "a/**/c, a/b/b/c, true",
                "*/*, a/b, true",
                "*/*, a/b/c, false",
                "**/*a*b, x/y/cacb, true",
                "**/*a*b, xab, false",
                "?, a, true",
                "?, \"\", false",
                "?, ab, false",
                "?, /, false",
                "??, ab, true",
                "\\*, *, true",
                "\\*, a, false",
                "a\\?, a?, true",
                "\\a*, abc, true",
                "\\\\*, \\b, true",
            })
    void wildcardsMatch(String pattern, String text, boolean expected) {
        assertThat(matches(pattern, text)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "[abc], b, true",
                "[abc], d, false",
                "[a-c], b, true",
                "[a-c], d, false",
                "[c-a], b, false",
                "[!a], b, true",
                "[!a], a, false",
                "[^a], b, true",
                "[^a], a, false",
                "[!a], /, false",
                "[/], /, false",
                "[]], ], true",
                "[!]], ], false",
                "[!]], a, true",
                "[]a], a, true",
                "[a-], -, true",
                "[-a], -, true",
                "[a-c-e], -, true",
                "[a-c-e], d, false",
                "[\\]], ], true",
                "[\\-a], -, true",
                "[a\\-c], b, false",
                "[a-\\c], b, true",
                "[\\a-c], b, true",
                "[a!], !, true",
                "[[], [, true",
                "[[:], :, true",
                "[:a], :, true",
                "[[:digit:]], 7, true",
                "[[:digit:]], a, false",
                "[[:digit:]x], x, true",
                "[![:digit:]], a, true",
                "[![:digit:]], 7, false",
                "[[:digit:]-z], -, true",
                "[[:alpha:][:digit:]_], _, true",
                "[[:alpha], [, true",
                "[[:alpha], :, true",
                "[[:alpha], l, true",
                "[[:alpha], b, false",
                "[[:]x, :x, true",
            })
    void classesMatchOneByte(String pattern, String text, boolean expected) {
        assertThat(matches(pattern, text)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1} but not {2}")
    @CsvSource({
        "alnum, aZ0, _-",
        "alpha, aZ, 0_",
        "blank, ' ', _",
        "digit, 09, a",
        "graph, a!~, ' '",
        "lower, az, A",
        "print, ' ~', é",
        "punct, '!/~', a0",
        "space, ' ', a",
        "upper, AZ, a",
        "xdigit, 09afAF, gG",
    })
    void namedClassesAreThoseOfAscii(String name, String in, String out) {
        String pattern = "[[:" + name + ":]]";
        in.replace("/", "").chars().forEach(c -> assertThat(matches(pattern, c)).isTrue());
        out.chars().forEach(c -> assertThat(matches(pattern, c)).isFalse());
    }

    private static boolean matches(String pattern, int single) {
        return matches(pattern, Character.toString(single));
    }

    @Test
    void controlCharactersAreAClass() {
        assertThat(matches("[[:cntrl:]]", "\n")).isTrue();
        assertThat(matches("[[:cntrl:]]", "\u007f")).isTrue();
        assertThat(matches("[[:cntrl:]]", " ")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[a", "[]", "[!", "[!]", "[a-", "[\\", "[[:digit:]", "a\\"})
    void patternThatIsCutShortIsNone(String pattern) {
        assertThat(Glob.of(bytes(pattern))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[:nothing:]]", "[[::]]", "[[:ALPHA:]]"})
    void unknownClassIsNone(String pattern) {
        assertThat(Glob.of(bytes(pattern))).isEmpty();
    }

    @Test
    void bytesAreNoText() {
        assertThat(matches("?", "\u00ff")).isTrue();
        assertThat(matches("??", "\u00e9")).isFalse();
        assertThat(matches("[\u0080-\u00ff]", "\u00c3")).isTrue();
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "a, a, true",
        "a, b/a, true",
        "a, ba, false",
        "a, a/b, false",
        "a/**, x/a/b/c, true",
        "a**b, x/ab, true",
        "a**b, xa/b, false",
    })
    void patternMayBeginAtEachName(String pattern, String text, boolean expected) {
        assertThat(matches(pattern, text, Beginning.AT_EACH_NAME)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 62, 63, 64, 65, 127, 128, 129, 4095})
    void lengthsAroundAWordAreNothingSpecial(int length) {
        String text = "a".repeat(length);
        assertThat(matches(text, text)).isTrue();
        assertThat(matches("?".repeat(length), text)).isTrue();
        assertThat(matches("?".repeat(length), text + "a")).isFalse();
        assertThat(matches("?".repeat(length) + "*", text + "a")).isTrue();
        assertThat(matches("?".repeat(length) + "*b", text + "ab")).isTrue();
        assertThat(matches("?".repeat(length) + "*?", text)).isFalse();
        assertThat(matches("*".repeat(length), text)).isTrue();
    }

    /** Whoever tried all ways would not come to an end. */
    @ParameterizedTest
    @ValueSource(strings = {"*a", "**a", "?*", "[ab]**", "**/"})
    void hostilePatternTakesNoLongerThanOthers(String repeated) {
        String pattern = repeated.repeat(2000 / repeated.length()) + "b?";
        String name = "a".repeat(255) + "/";
        String text = name.repeat(16);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> {
                    for (int i = 0; i < 100; i++) {
                        assertThat(matches(pattern, text, Beginning.AT_EACH_NAME)).isFalse();
                    }
                });
    }
}
