package dev.holdfast.cli.console;

import dev.holdfast.platform.terminal.Terminal;
import java.io.PrintWriter;
import java.util.function.Supplier;

/**
 * A line at the bottom of a terminal that is drawn again and again, and goes away in the end.
 * Sentences said meanwhile scroll above it.
 */
public final class StatusLine implements AutoCloseable {
    private static final long INTERVAL_MILLISECONDS = 250;
    private static final int COLUMNS_USUAL = 80;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final Supplier<String> text;
    private boolean closed;

    private StatusLine(PrintWriter err, Supplier<String> text) {
        this.err = err;
        this.text = text;
    }

    public static StatusLine start(PrintWriter err, Supplier<String> text) {
        StatusLine line = new StatusLine(err, text);
        Thread.ofPlatform().name("status-line").daemon().start(line::drawUntilClosed);
        return line;
    }

    private synchronized void drawUntilClosed() {
        try {
            while (!closed) {
                wait(INTERVAL_MILLISECONDS);
                if (!closed) {
                    draw();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void draw() {
        int columns = Terminal.ERROR.columns().orElse(COLUMNS_USUAL);
        String line = text.get();
        err.print(CLEAR + (line.length() < columns ? line : line.substring(0, columns - 1)));
        err.flush();
    }

    /** Says something above the line. */
    public synchronized void say(String sentence) {
        err.println(CLEAR + sentence);
        err.flush();
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        err.print(CLEAR);
        err.flush();
    }
}
