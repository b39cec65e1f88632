package dev.holdfast.server.tell;

import dev.holdfast.platform.durable.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.ZonedDateTime;

/** On which day a digest was made last: one a day, in the morning. */
public final class DigestDay {
    /** After the night's backups, before people begin to work. */
    private static final int HOUR = 6;

    private static final String FILE = "digest-day";
    private static final int LENGTH_MAX = 64;

    private final Volume root;

    public DigestDay(Volume root) {
        this.root = root;
    }

    /** Whether one is due; then it counts as made. On a full disc it is due again. */
    public boolean isDue(ZonedDateTime now) throws IOException {
        String today = now.toLocalDate().toString();
        if (now.getHour() < HOUR || last().equals(today)) {
            return false;
        }
        root.replace(FILE, today.getBytes(StandardCharsets.US_ASCII));
        return true;
    }

    private String last() throws IOException {
        try {
            return new String(root.readAll(FILE, LENGTH_MAX), StandardCharsets.US_ASCII);
        } catch (NoSuchFileException none) {
            return "";
        }
    }
}
