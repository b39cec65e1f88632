package dev.holdfast.server.log;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.Printable;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * What the server does, and what others have it do: of each client in {@code log/CLIENT-ID.log} of
 * the server's folder, all else in {@code log/server.log}. Each is bounded by itself, so nobody's
 * noise pushes out anybody else's lines: when it is long it becomes {@code ….log.1}, in place of
 * the one before. What repeats itself is counted, in {@code ….repeats}. What cannot be written, on
 * a full disc for example, is lost: no session fails for its log.
 */
public final class SessionLog {
    /** Ten years of nightly runs of one client; days of the worst that one can do. */
    static final int LENGTH_MAX = 1 << 20;

    static final String FOLDER = "log";
    static final String SUFFIX = ".log";
    static final String FORMER = ".1";
    static final String REPEATS = ".repeats";

    /** In the place of a client's id. */
    static final String SERVER = "server";

    private static final int TEXT_LENGTH_MAX = 500;

    private final Path root;
    private final String name;
    private final String about;
    private final InstantSource clock;

    private SessionLog(Path root, String name, String about, InstantSource clock) {
        this.root = root;
        this.name = FOLDER + "/" + name;
        this.about = about;
        this.clock = clock;
    }

    /**
     * The log of what belongs to no client.
     *
     * @param root the server's folder
     * @param about whom each line is about
     */
    public SessionLog(Path root, String about, InstantSource clock) {
        this(root, SERVER, about, clock);
    }

    /**
     * The log of one client.
     *
     * @param root the server's folder
     * @param about whom each line is about
     */
    public static SessionLog of(Path root, ClientId client, String about, InstantSource clock) {
        return new SessionLog(root, client.toString(), about, clock);
    }

    /** Where the lines are. */
    public Path file() {
        return root.resolve(name + SUFFIX);
    }

    /** Adds what the server says by itself, with the time and whom it is about. */
    public void add(String sentence) {
        add(Repeats.Kind.FACT, sentence);
    }

    /** Adds what others can make happen as often as they like. */
    public void addNoise(String sentence) {
        add(Repeats.Kind.NOISE, sentence);
    }

    private void add(Repeats.Kind kind, String sentence) {
        String whole = about + ": " + Printable.of(sentence);
        String text = whole.substring(0, Math.min(TEXT_LENGTH_MAX, whole.length()));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        try {
            Volume volume = Volume.on(root);
            volume.makeDirectory(FOLDER);
            try (VolumeLock _ = volume.lock(name + ".lock")) {
                Repeats.Step step = repeats(root.resolve(name + REPEATS)).add(kind, text, now);
                for (LogLine line : step.lines()) {
                    append(volume, line);
                }
                remember(step.next());
            }
        } catch (IOException lost) {
            // Nobody is there to be told: what stands on our error stream goes to the client.
        }
    }

    static Repeats repeats(Path file) throws IOException {
        try {
            return Repeats.parse(Files.readString(file));
        } catch (NoSuchFileException none) {
            return Repeats.NONE;
        }
    }

    private void append(Volume volume, LogLine line) throws IOException {
        if (Files.exists(file()) && Files.size(file()) >= LENGTH_MAX) {
            volume.rename(name + SUFFIX, name + SUFFIX + FORMER);
        }
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel =
                FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(bytes));
        }
    }

    /** Whole, and not durable: after a power cut it may be counted anew. */
    private void remember(Repeats repeats) throws IOException {
        Path file = root.resolve(name + REPEATS);
        Path next = root.resolve(name + REPEATS + ".new");
        Files.writeString(next, repeats.toText());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes all that is known of a client. */
    public static void forget(Volume root, ClientId client) throws IOException {
        for (String file : root.list(FOLDER)) {
            if (file.startsWith(client.toString())) {
                root.delete(FOLDER + "/" + file);
            }
        }
    }
}
