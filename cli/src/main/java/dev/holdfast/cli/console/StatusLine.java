package dev.holdfast.cli.console;

import dev.holdfast.platform.terminal.Terminal;
import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
    private final ScheduledExecutorService painter =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("status-line").daemon().factory());

    private StatusLine(PrintWriter err, Supplier<String> text) {
        this.err = err;
        this.text = text;
    }

    public static StatusLine start(PrintWriter err, Supplier<String> text) {
        StatusLine line = new StatusLine(err, text);
        line.painter.scheduleWithFixedDelay(
                line::draw, INTERVAL_MILLISECONDS, INTERVAL_MILLISECONDS, TimeUnit.MILLISECONDS);
        return line;
    }

    private synchronized void draw() {
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
    public void close() {
        painter.shutdownNow();
        synchronized (this) {
            err.print(CLEAR);
            err.flush();
        }
    }
}
