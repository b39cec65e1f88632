package dev.holdfast.server.log;

import dev.holdfast.model.Printable;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The lines of all sessions, in {@code log/sessions.log} of the server's folder. Bounded: when it
 * is long it becomes {@code sessions.log.1}, in place of the one before. What cannot be written, on
 * a full disc for example, is lost: no session fails for its log.
 */
public final class SessionLog {
    /** Many years of nightly runs of one client, weeks of those of a thousand. */
    static final int LENGTH_MAX = 16 << 20;

    private static final String FOLDER = "log";
    private static final String NAME = FOLDER + "/sessions.log";
    private static final String FORMER = NAME + ".1";

    private final Path root;
    private final String about;
    private final InstantSource clock;

    /**
     * @param root the server's folder
     * @param about whom each line is about
     */
    public SessionLog(Path root, String about, InstantSource clock) {
        this.root = root;
        this.about = about;
        this.clock = clock;
    }

    /** Where the lines are. */
    public Path file() {
        return root.resolve(NAME);
    }

    /** Adds a line, with the time and whom it is about. */
    public void add(String sentence) {
        String line =
                "%s %s: %s\n"
                        .formatted(
                                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                                about,
                                Printable.of(sentence));
        try {
            makeRoom();
            append(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException lost) {
            // Nobody is there to be told: what stands on our error stream goes to the client.
        }
    }

    /** One write at the end of the file, so that the lines of many sessions do not mix. */
    private void append(ByteBuffer line) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            channel.write(line);
        }
    }

    private void makeRoom() throws IOException {
        Volume volume = Volume.on(root);
        volume.makeDirectory(FOLDER);
        if (isLong()) {
            try (VolumeLock _ = volume.lock(FOLDER + "/lock")) {
                if (isLong()) {
                    volume.rename(NAME, FORMER);
                }
            }
        }
    }

    private boolean isLong() throws IOException {
        return Files.exists(file()) && Files.size(file()) >= LENGTH_MAX;
    }
}
