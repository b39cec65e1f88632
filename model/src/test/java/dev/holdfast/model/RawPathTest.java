package dev.holdfast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawPathTest {
    @ParameterizedTest
    @CsvSource({
        "/a/b, /a/b",
        "a/b, /a/b",
        "//a///b//, /a/b",
        "./a/./b/., /a/b",
        "/, /",
        "//, /",
        "., /",
        "/..a, /..a"
    })
    void everySpellingGivesTheOnePath(String spelling, String path) {
        assertThat(RawPath.of(spelling)).hasToString(path);
    }

    @Test
    void nothingIsTheRootDirectory() {
        assertThat(RawPath.of("")).isEqualTo(RawPath.ROOT);
        assertThat(RawPath.ROOT.toArray()).containsExactly('/');
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "/..", "a/../b", "a/..", "a\0b"})
    void pathThatLeadsElsewhereIsRefused(String path) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> RawPath.of(path));
    }

    @Test
    void tooLongANameIsRefused() {
        String longest = "a".repeat(RawName.LENGTH_MAX);
        assertThat(RawPath.of("/x/" + longest).names()).hasSize(2);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> RawPath.of("/x/" + longest + "a"));
    }

    @Test
    void bytesComeBack() {
        byte[] path = {'/', 'a', '/', (byte) 0xfe, '/', '\n'};
        assertThat(RawPath.of(path).toArray()).isEqualTo(path);
        assertThat(RawPath.of(path)).hasToString("/a/\\xfe/\\n");
    }

    @Test
    void resolvingAddsAName() {
        assertThat(RawPath.ROOT.resolve(RawName.of("a")).resolve(RawName.of("b")))
                .isEqualTo(RawPath.of("/a/b"));
    }

    @Test
    void prefixIsMeantByNamesAndNotByLetters() {
        RawPath path = RawPath.of("/var/lib");
        assertThat(path.startsWith(RawPath.ROOT)).isTrue();
        assertThat(path.startsWith(RawPath.of("/var"))).isTrue();
        assertThat(path.startsWith(path)).isTrue();
        assertThat(path.startsWith(RawPath.of("/va"))).isFalse();
        assertThat(path.startsWith(RawPath.of("/var/lib/x"))).isFalse();
    }
}
