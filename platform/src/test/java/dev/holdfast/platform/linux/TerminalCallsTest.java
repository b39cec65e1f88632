package dev.holdfast.platform.linux;

import static dev.holdfast.platform.linux.Fixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TerminalCallsTest {
    @Test
    void echoOfATerminalIsTurnedOffAndOn() throws IOException {
        try (Descriptor terminal = Descriptor.openPath(bytes("/dev/ptmx"), OpenMode.READ_WRITE)) {
            int stream = terminal.number();
            assertThat(TerminalCalls.isTerminal(stream)).isTrue();
            assertThat(TerminalCalls.setEcho(stream, TerminalCalls.Echo.OFF)).isTrue();
            assertThat(TerminalCalls.setEcho(stream, TerminalCalls.Echo.ON)).isFalse();
            assertThat(TerminalCalls.setEcho(stream, TerminalCalls.Echo.ON)).isTrue();
        }
    }

    @Test
    void otherFilesAreNoTerminals() throws IOException {
        try (Descriptor file = Descriptor.openPath(bytes("/dev/null"), OpenMode.READ_WRITE)) {
            assertThat(TerminalCalls.isTerminal(file.number())).isFalse();
            assertThat(TerminalCalls.columns(file.number())).isZero();
            assertThatThrownBy(() -> TerminalCalls.setEcho(file.number(), TerminalCalls.Echo.OFF))
                    .hasMessageContaining("ENOTTY");
        }
    }
}
