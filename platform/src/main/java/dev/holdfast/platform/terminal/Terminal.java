package dev.holdfast.platform.terminal;

import dev.holdfast.platform.linux.TerminalCalls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** One of the standard streams, and what can be done with it if a terminal is at its end. */
public enum Terminal {
    INPUT(0),
    OUTPUT(1),
    ERROR(2);

    /** Longer than any passphrase or recovery code that somebody types. */
    public static final int LINE_LENGTH_MAX = 4096;

    private final int stream;

    Terminal(int stream) {
        this.stream = stream;
    }

    /** Whether there is a terminal at all, and not a file or a pipe. */
    public boolean isTerminal() {
        return TerminalCalls.isTerminal(stream);
    }

    /** The width in characters; empty if it is unknown or this is no terminal. It may change. */
    public OptionalInt columns() {
        int columns = TerminalCalls.columns(stream);
        return columns == 0 ? OptionalInt.empty() : OptionalInt.of(columns);
    }

    /**
     * Reads a line from the source without showing what is typed on this terminal; from a pipe it
     * just reads. The line's end is dropped.
     *
     * @throws IOException also if the source ends before a line, or the line is too long
     */
    public String readHiddenLine(InputStream source) throws IOException {
        if (!isTerminal()) {
            return readLine(source);
        }
        boolean shown = TerminalCalls.setEcho(stream, TerminalCalls.Echo.OFF);
        // Whoever interrupts the question must still see what is typed next into the shell.
        Thread restore = new Thread(() -> restoreOnExit(shown), "terminal-echo");
        Runtime.getRuntime().addShutdownHook(restore);
        try {
            return readLine(source);
        } finally {
            Runtime.getRuntime().removeShutdownHook(restore);
            restore(shown);
        }
    }

    private void restore(boolean shown) throws IOException {
        if (shown) {
            TerminalCalls.setEcho(stream, TerminalCalls.Echo.ON);
        }
    }

    private void restoreOnExit(boolean shown) {
        try {
            restore(shown);
        } catch (IOException gone) {
            // The terminal has been closed: nobody is left to see.
        }
    }

    /** Byte by byte, as nothing beyond the line may be taken from the source. */
    private static String readLine(InputStream source) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = source.read();
        while (b >= 0 && b != '\n') {
            if (line.size() == LINE_LENGTH_MAX) {
                throw new IOException(
                        "cannot read a line of more than %d bytes".formatted(LINE_LENGTH_MAX));
            }
            line.write(b);
            b = source.read();
        }
        if (b < 0 && line.size() == 0) {
            throw new IOException("cannot read a line: the input has ended");
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
