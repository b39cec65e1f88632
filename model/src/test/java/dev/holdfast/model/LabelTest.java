package dev.holdfast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "web1.example.org", "a-b", "a.", "a-", "a..b"})
    void labelIsAccepted(String label) {
        assertThat(new Series(label)).hasToString(label);
        assertThat(new ClientName(label)).hasToString(label);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".a", "-a", "A", "a b", "a/b", "a\n", "ä", "a_b", "\0"})
    void anythingElseIsRefused(String label) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Series(label));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new ClientName(label));
    }

    @Test
    void labelHasAtMost63Letters() {
        assertThat(new Series("a".repeat(63)).value()).hasSize(63);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Series("a".repeat(64)));
    }

    @Test
    void refusalShowsTheLabelEscaped() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new ClientName("\u001b[2J"))
                .withMessageStartingWith("not a client name: '\\x1b[2J'");
    }
}
