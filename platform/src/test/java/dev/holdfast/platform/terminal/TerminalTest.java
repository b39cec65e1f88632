package dev.holdfast.platform.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @BeforeEach
    void streamsArePipes() {
        Assumptions.assumeFalse(Terminal.INPUT.isTerminal());
    }

    @Test
    void pipeHasNoColumns() {
        assertThat(Terminal.INPUT.columns()).isEmpty();
    }

    @Test
    void linesAreReadOneByOneFromAPipe() throws IOException {
        ByteArrayInputStream source = source("first\n\nlast");
        assertThat(Terminal.INPUT.readHiddenLine(source)).isEqualTo("first");
        assertThat(Terminal.INPUT.readHiddenLine(source)).isEmpty();
        assertThat(Terminal.INPUT.readHiddenLine(source)).isEqualTo("last");
        assertThatThrownBy(() -> Terminal.INPUT.readHiddenLine(source))
                .hasMessage("cannot read a line: the input has ended");
    }

    @Test
    void longestLineIsTakenAndLongerIsRefused() throws IOException {
        String longest = "x".repeat(Terminal.LINE_LENGTH_MAX);
        assertThat(Terminal.INPUT.readHiddenLine(source(longest + "\n"))).isEqualTo(longest);
        assertThatThrownBy(() -> Terminal.INPUT.readHiddenLine(source(longest + "x\n")))
                .hasMessageContaining("4096");
    }

    private static ByteArrayInputStream source(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
