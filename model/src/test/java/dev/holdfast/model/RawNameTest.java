package dev.holdfast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "...", "..a", ".a", " ", "\n", "\\", "ü", "-rf", "\u0001"})
    void nameThatLinuxAllowsIsAccepted(String name) {
        assertThat(RawName.of(name).bytes()).isEqualTo(Bytes.utf8(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "/", "a/b", "/a", "a/", "a\0", "\0"})
    void nameThatLeadsElsewhereIsRefused(String name) {
        assertThat(RawName.isValid(Bytes.utf8(name))).isFalse();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> RawName.of(name));
    }

    @Test
    void nameHasAtMost255Bytes() {
        assertThat(RawName.isValid(Bytes.utf8("a".repeat(RawName.LENGTH_MAX)))).isTrue();
        assertThat(RawName.isValid(Bytes.utf8("a".repeat(RawName.LENGTH_MAX + 1)))).isFalse();
    }

    @Test
    void nameNeedNotBeText() {
        RawName name = RawName.of(new byte[] {(byte) 0xff, 'a'});
        assertThat(name.toArray()).containsExactly(0xff, 'a');
        assertThat(name).hasToString("\\xffa");
    }

    @Test
    void namesAreOrderedByUnsignedBytes() {
        assertThat(RawName.of("a")).isLessThan(RawName.of("aa"));
        assertThat(RawName.of("z")).isLessThan(RawName.of("ü"));
    }
}
