package dev.holdfast.client.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {
    private static PathPattern pattern(String text) {
        return PathPattern.of(Bytes.utf8(text).toArray());
    }

    @ParameterizedTest
    @CsvSource({
        "*.conf, /etc/a.conf",
        "*.conf, /a.conf",
        "hosts, /etc/hosts",
        "h?sts, /etc/hosts",
        "[gh]osts, /etc/hosts",
        "[!a-g]osts, /etc/hosts",
        "/etc/*, /etc/hosts",
        "etc/*, /etc/hosts",
        "/etc/**, /etc/a/b/c",
        "/**/c, /etc/a/b/c",
        "\\*, /etc/*",
        "a\\[b, /a[b",
        "[[:digit:]], /7",
        "**, /x",
    })
    void matches(String text, String path) {
        assertThat(pattern(text).matches(RawPath.of(path))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "*.conf, /etc/a.conf/b",
        "hosts, /etc/hosts2",
        "h?sts, /etc/hsts",
        "[!a-h]osts, /etc/hosts",
        "/etc/*, /etc/a/b",
        "/etc/?, /etc/ab",
        "\\*, /etc/x",
        "/etc, /usr/etc",
        "[z-a], /m",
    })
    void doesNotMatch(String text, String path) {
        assertThat(pattern(text).matches(RawPath.of(path))).isFalse();
    }

    @Test
    void bytesThatAreNoTextAreMatchedByteByByte() {
        byte[] name = {'/', (byte) 0xff, 'x'};
        assertThat(PathPattern.of(new byte[] {'?', 'x'}).matches(RawPath.of(name))).isTrue();
        assertThat(PathPattern.of(new byte[] {(byte) 0xff, '*'}).matches(RawPath.of(name)))
                .isTrue();
    }

    @Test
    void onlyWaysThatMayLeadToAMatchAreFollowed() {
        assertThat(pattern("/etc/ssh/*").mayMatchBelow(RawPath.of("/etc"))).isTrue();
        assertThat(pattern("/etc/ssh/*").mayMatchBelow(RawPath.of("/etc/ssh"))).isTrue();
        assertThat(pattern("/etc/ssh/*").mayMatchBelow(RawPath.of("/usr"))).isFalse();
        assertThat(pattern("*.conf").mayMatchBelow(RawPath.of("/usr"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a[b", "a\\", "[[:none:]]"})
    void aPatternThatIsCutShortIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> pattern(text));
    }

    /** Tried one after the other, the ways in which the stars can be filled would take for ever. */
    @Test
    @Timeout(20)
    void manyStarsTakeNoLongerThanFew() {
        PathPattern stars = pattern("*a".repeat(60) + "b");
        RawPath path = RawPath.of("/" + "a".repeat(255));
        for (int i = 0; i < 1_000; i++) {
            assertThat(stars.matches(path)).isFalse();
        }
    }

    @Test
    void onlySpecialSignsMakeAPattern() {
        assertThat(PathPattern.isPattern(Bytes.utf8("/etc/hosts").toArray())).isFalse();
        assertThat(PathPattern.isPattern(Bytes.utf8("/etc/host?").toArray())).isTrue();
    }
}
