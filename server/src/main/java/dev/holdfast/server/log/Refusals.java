package dev.holdfast.server.log;

import dev.holdfast.model.ClientId;
import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Which refusals an administrator is told of: the first of a kind at once, and a day later how many
 * like it came since. Kept in {@code log/ID.refused}; what cannot be read there begins anew.
 */
public final class Refusals {
    private static final Duration DAY = Duration.ofDays(1);
    private static final String SUFFIX = ".refused";
    private static final int LENGTH_MAX = 1 << 20;

    private final Volume root;
    private final String file;

    private Refusals(Volume root, String owner) {
        this.root = root;
        this.file = SessionLog.FOLDER + "/" + owner + SUFFIX;
    }

    /**
     * Those of a client.
     *
     * @param root the server's folder
     */
    public static Refusals of(Volume root, ClientId client) {
        return new Refusals(root, client.toString());
    }

    /** Those of whoever is no client. */
    public static Refusals ofStrangers(Volume root) {
        return new Refusals(root, SessionLog.SERVER);
    }

    /**
     * Somebody was refused something.
     *
     * @param sentences why, safe to print
     * @return what is to be told now
     */
    public List<String> add(List<String> sentences, Instant now) throws IOException {
        return step(before -> {
            Repeats.Step step = before.due(now);
            List<LogLine> lines = new ArrayList<>(step.lines());
            for (String sentence : sentences) {
                step = step.next().add(Repeats.Kind.NOISE, sentence, now);
                lines.addAll(step.lines());
            }
            return new Repeats.Step(step.next(), lines);
        });
    }

    /** The counts that are to be told now, as a day is over. */
    public List<String> due(Instant now) throws IOException {
        return root.exists(file) ? step(before -> before.due(now)) : List.of();
    }

    private List<String> step(Function<Repeats, Repeats.Step> change) throws IOException {
        root.makeDirectory(SessionLog.FOLDER);
        try (VolumeLock _ = root.lock(file + ".lock")) {
            Repeats before = load();
            Repeats.Step step = change.apply(before);
            if (!step.next().equals(before)) {
                save(step.next());
            }
            return step.lines().stream().map(LogLine::text).toList();
        }
    }

    private Repeats load() throws IOException {
        try {
            byte[] bytes = root.readAll(file, LENGTH_MAX);
            return Repeats.parse(new String(bytes, StandardCharsets.UTF_8)).within(DAY);
        } catch (NoSuchFileException none) {
            return Repeats.NONE.within(DAY);
        }
    }

    private void save(Repeats repeats) throws IOException {
        try {
            root.replace(file, repeats.toText().getBytes(StandardCharsets.UTF_8));
        } catch (DiscFullException full) {
            // It is told once more.
        }
    }
}
