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

    private static final String EXISTING = ".snap";
    private static final String GONE = ".gone";

    /** Expired ones keep their number until they are reclaimed. */
    private static final Pattern FORM = Pattern.compile("([0-7][0-9a-f]{15})\\.(snap|gone)");

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
     * All snapshots, oldest first, and the sequences of those that cannot be read.
     *
     * @param unreadable damaged, or from a newer version: their contents must be kept all the same
     */
    public record Listing(List<Snapshot> readable, List<Long> unreadable) {
        public Listing {
            readable = List.copyOf(readable);
            unreadable = List.copyOf(unreadable);
        }
    }

    public Listing list() throws IOException {
        List<Snapshot> readable = new ArrayList<>();
        List<Long> unreadable = new ArrayList<>();
        for (String file : volume.list(NAME)) {
            Matcher matcher = FORM.matcher(file);
            if (matcher.matches() && file.endsWith(EXISTING)) {
                read(Long.parseLong(matcher.group(1), 16), readable, unreadable);
            }
        }
        return new Listing(readable, unreadable);
    }

    private void read(long sequence, List<Snapshot> readable, List<Long> unreadable)
            throws IOException {
        try {
            Snapshot snapshot =
                    Featured.decode(SNAPSHOT, volume.readAll(path(sequence), LENGTH_MAX)).value();
            if (snapshot.sequence() == sequence) {
                readable.add(snapshot);
            } else {
                unreadable.add(sequence);
            }
        } catch (NoSuchFileException expired) {
            // Between our listing and now.
        } catch (IOException bad) {
            unreadable.add(sequence);
        }
    }

    /** Whether there is a snapshot, readable or not, expired or not. */
    public static boolean isAnyIn(Volume volume) throws IOException {
        return volume.list(NAME).stream().anyMatch(FORM.asMatchPredicate());
    }

    /** One more than the highest number ever used here. */
    public long nextSequence() throws IOException {
        long highest = recordedSequence();
        for (String file : volume.list(NAME)) {
            Matcher matcher = FORM.matcher(file);
            if (matcher.matches()) {
                highest = Math.max(highest, Long.parseLong(matcher.group(1), 16));
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
        volume.replace(path(snapshot.sequence()), Featured.encode(SNAPSHOT, snapshot));
    }

    /**
     * Takes snapshots that go out of the list, under the vault's lock; needs no room. Durable on
     * return: from now on nobody counts on what only they reach.
     */
    public void expire(List<Long> sequences) throws IOException {
        for (long sequence : sequences) {
            if (volume.exists(path(sequence))) {
                volume.rename(path(sequence), gone(sequence));
            }
        }
        volume.syncDirectory(NAME);
    }

    /** Forgets the expired ones, when what only they reached is gone. */
    public void removeExpired() throws IOException {
        for (String file : volume.list(NAME)) {
            if (file.endsWith(GONE) && FORM.matcher(file).matches()) {
                volume.delete(NAME + "/" + file);
            }
        }
        volume.syncDirectory(NAME);
    }

    private static String gone(long sequence) {
        return "%s/%016x%s".formatted(NAME, sequence, GONE);
    }

    private static String path(long sequence) {
        return "%s/%016x%s".formatted(NAME, sequence, EXISTING);
    }
}
