package dev.holdfast.platform.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads a stream to its end and hands on its lines, however long and whatever their bytes. */
final class LineReader implements Runnable {
    private final InputStream source;
    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineReader(InputStream source, Consumer<String> lines) {
        this.source = source;
        this.lines = lines;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[8192];
        try {
            for (int n = source.read(buffer); n >= 0; n = source.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    take(buffer[i]);
                }
            }
        } catch (IOException closed) {
            // Closed by us: what was read so far is all there is.
        }
        if (line.size() > 0) {
            handOn();
        }
    }

    private void take(byte b) {
        if (b == '\n') {
            handOn();
        } else if (b != '\r' && line.size() < ChildProcess.ERROR_LINE_LENGTH_MAX) {
            line.write(b);
        }
    }

    private void handOn() {
        lines.accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
    }
}
