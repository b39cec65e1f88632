package dev.holdfast.store.snapshot;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.frame.Featured;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The newest session of each series: an older one may not commit any more. Changed and asked under
 * the vault's lock.
 */
public final class SessionFiles {
    public static final String NAME = "sessions";

    private static final int LENGTH_MAX = 64 << 10;
    private static final String SUFFIX = ".session";

    private static final Featured.Form<SessionId> SESSION =
            new Featured.Form<>(
                    "HFsess01",
                    "a session",
                    in -> SessionId.of(in.byteArray()),
                    (session, out) -> out.bytes(session.toArray()));

    private final Volume volume;

    public SessionFiles(Volume volume) {
        this.volume = volume;
    }

    /** From now on this session is the newest of its series; durable on return. */
    public void begin(Snapshot.Origin origin) throws IOException {
        if (!newest(origin).equals(Optional.of(origin.session()))) {
            volume.replace(path(origin), Featured.encode(SESSION, origin.session()));
        }
    }

    /** The newest session of a series; empty if none began or that is not known any more. */
    public Optional<SessionId> newest(Snapshot.Origin origin) throws IOException {
        try {
            return Optional.of(
                    Featured.decode(SESSION, volume.readAll(path(origin), LENGTH_MAX)).value());
        } catch (NoSuchFileException | MalformedException none) {
            return Optional.empty();
        }
    }

    /** All series of a client of which a session ever began. */
    public Set<Series> series(ClientId client) throws IOException {
        Set<Series> series = new HashSet<>();
        String prefix = client + "-";
        for (String file : volume.list(NAME)) {
            if (file.startsWith(prefix) && file.endsWith(SUFFIX)) {
                String name = file.substring(prefix.length(), file.length() - SUFFIX.length());
                series.add(new Series(name));
            }
        }
        return series;
    }

    private static String path(Snapshot.Origin origin) {
        return NAME + "/" + SeriesName.of(origin) + SUFFIX;
    }
}
