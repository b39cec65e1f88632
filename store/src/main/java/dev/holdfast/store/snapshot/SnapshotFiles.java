package dev.holdfast.store.snapshot;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.frame.Featured;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The snapshots of a vault, one small file each, and the number of the newest ever. Adding is done
 * under the vault's lock.
 */
public final class SnapshotFiles {
    public static final String NAME = "snapshots";

    /** More than any snapshot file can have. */
    private static final int LENGTH_MAX = 64 << 10;

    /** Expired ones keep their number until they are reclaimed. */
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{16})\\.(snap|gone)");

    private static final Featured.Form<Snapshot> SNAPSHOT =
            new Featured.Form<>("HFsnap01", "a snapshot", Snapshot::read, Snapshot::write);

    /**
     * Beside the names, because the newest snapshot may be expired and reclaimed: its number must
     * not be given again, and expiry has no room to write it down then.
     */
    private static final Featured.Form<Long> SEQUENCE =
            new Featured.Form<>(
                    "HFseqn01",
                    "the snapshot number",
                    in -> in.integer(),
                    (number, out) -> out.integer(number));

    private static final String SEQUENCE_FILE = "sequence";

    private final Volume volume;

    public SnapshotFiles(Volume volume) {
        this.volume = volume;
    }

    /**
     * All snapshots, oldest first, and the names of those that cannot be read.
     *
     * @param unreadable damaged, or from a newer version: their contents must be kept all the same
     */
    public record Listing(List<Snapshot> readable, List<String> unreadable) {
        public Listing {
            readable = List.copyOf(readable);
            unreadable = List.copyOf(unreadable);
        }
    }

    public Listing list() throws IOException {
        List<Snapshot> readable = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (String file : volume.list(NAME)) {
            if (file.endsWith(".snap")) {
                read(file, readable, unreadable);
            }
        }
        return new Listing(readable, unreadable);
    }

    private void read(String file, List<Snapshot> readable, List<String> unreadable)
            throws IOException {
        try {
            Snapshot snapshot =
                    Featured.decode(SNAPSHOT, volume.readAll(NAME + "/" + file, LENGTH_MAX))
                            .value();
            if (file.equals(fileName(snapshot.sequence()))) {
                readable.add(snapshot);
            } else {
                unreadable.add(file);
            }
        } catch (NoSuchFileException expired) {
            // Between our listing and now.
        } catch (MalformedException bad) {
            unreadable.add(file);
        }
    }

    /** One more than the highest number ever used here. */
    public long nextSequence() throws IOException {
        long highest = recordedSequence();
        for (String file : volume.list(NAME)) {
            Matcher matcher = FORM.matcher(file);
            if (matcher.matches()) {
                highest = Math.max(highest, Long.parseUnsignedLong(matcher.group(1), 16));
            }
        }
        return Math.addExact(highest, 1);
    }

    private long recordedSequence() throws IOException {
        try {
            return Featured.decode(SEQUENCE, volume.readAll(SEQUENCE_FILE, LENGTH_MAX)).value();
        } catch (NoSuchFileException | MalformedException none) {
            return 0;
        }
    }

    /** Makes a snapshot exist; durable on return. */
    public void add(Snapshot snapshot) throws IOException {
        volume.replace(SEQUENCE_FILE, Featured.encode(SEQUENCE, snapshot.sequence()));
        volume.replace(
                NAME + "/" + fileName(snapshot.sequence()), Featured.encode(SNAPSHOT, snapshot));
    }

    private static String fileName(long sequence) {
        return "%016x.snap".formatted(sequence);
    }
}
