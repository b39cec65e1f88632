package dev.holdfast.store.snapshot;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.snapshot.Partial;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.frame.Featured;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/** The checkpoints of unfinished backups, one a series. Changed under the vault's lock. */
public final class PartialFiles {
    public static final String NAME = "partials";

    private static final int LENGTH_MAX = 64 << 10;
    private static final String SUFFIX = ".part";

    private static final Featured.Form<Partial> PARTIAL =
            new Featured.Form<>("HFpart01", "a partial", Partial::read, Partial::write);

    private final Volume volume;

    public PartialFiles(Volume volume) {
        this.volume = volume;
    }

    /**
     * All partials, and the names of those that cannot be read.
     *
     * @param unreadable damaged, or from a newer version
     */
    public record Listing(List<Partial> readable, List<String> unreadable) {
        public Listing {
            readable = List.copyOf(readable);
            unreadable = List.copyOf(unreadable);
        }
    }

    public Listing list() throws IOException {
        List<Partial> readable = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (String file : volume.list(NAME)) {
            if (file.endsWith(SUFFIX)) {
                read(file, readable, unreadable);
            }
        }
        return new Listing(readable, unreadable);
    }

    private void read(String file, List<Partial> readable, List<String> unreadable)
            throws IOException {
        try {
            Partial partial =
                    Featured.decode(PARTIAL, volume.readAll(NAME + "/" + file, LENGTH_MAX)).value();
            if (file.equals(SeriesName.of(partial.origin()) + SUFFIX)) {
                readable.add(partial);
            } else {
                unreadable.add(file);
            }
        } catch (NoSuchFileException finished) {
            // Between our listing and now.
        } catch (MalformedException bad) {
            unreadable.add(file);
        }
    }

    /** Puts a partial in the place of the series' last one; durable on return. */
    public void replace(Partial partial) throws IOException {
        volume.replace(path(partial.origin()), Featured.encode(PARTIAL, partial));
    }

    /** Removes the partial of a series, if there is one; durable on return. */
    public void remove(Snapshot.Origin origin) throws IOException {
        if (volume.exists(path(origin))) {
            volume.delete(path(origin));
            volume.syncDirectory(NAME);
        }
    }

    /** Removes partials that cannot be read; durable on return. */
    public void removeUnreadable() throws IOException {
        for (String file : list().unreadable()) {
            volume.delete(NAME + "/" + file);
        }
        volume.syncDirectory(NAME);
    }

    private static String path(Snapshot.Origin origin) {
        return NAME + "/" + SeriesName.of(origin) + SUFFIX;
    }
}
