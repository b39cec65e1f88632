package dev.holdfast.server.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

/** A file that a collector reads: there whole or not at all, and for everybody to read. */
public final class MetricsFile {
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Path file;

    public MetricsFile(Path file) {
        this.file = file;
    }

    /** Whether it is so new that it need not be written again. */
    public boolean isFresh(Instant now) throws IOException {
        try {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            return written.plus(FRESH).isAfter(now) && !written.isAfter(now);
        } catch (NoSuchFileException none) {
            return false;
        }
    }

    public void write(String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException("no folder holds " + file);
        }
        Path unfinished = Files.createTempFile(folder, ".holdfast", null);
        try {
            Files.writeString(unfinished, text, StandardCharsets.UTF_8);
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
