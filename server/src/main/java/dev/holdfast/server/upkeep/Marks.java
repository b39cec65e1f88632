package dev.holdfast.server.upkeep;

import dev.holdfast.model.SessionId;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.json.Json;
import dev.holdfast.server.retention.Saved.Mark;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is remembered of snapshots beside their files, which never change: a small file each in
 * {@code marks/}. What a session brought is marked by the session's id, before its snapshot exists;
 * what somebody holds by the snapshot's number. To take a mark back its file is deleted.
 */
public final class Marks {
    private static final String FOLDER = "marks";

    private final Volume vault;

    /**
     * @param vault the vault's folder
     */
    public Marks(Volume vault) {
        this.vault = vault;
    }

    /** All marks of a vault at one moment. */
    public static final class Listing {
        private final Set<String> files;

        private Listing(List<String> files) {
            this.files = new HashSet<>(files);
        }

        public Set<Mark> of(Snapshot snapshot) {
            Set<Mark> marks = EnumSet.noneOf(Mark.class);
            for (Mark mark : Mark.values()) {
                if (files.contains(name(snapshot, mark))) {
                    marks.add(mark);
                }
            }
            return marks;
        }
    }

    public Listing list() throws IOException {
        return new Listing(vault.list(FOLDER));
    }

    /**
     * Marks what a session brings; durable on return.
     *
     * @param reason for people
     */
    public void mark(SessionId session, Mark mark, Instant now, String reason) throws IOException {
        write(name(session.toString(), mark), now, reason);
    }

    /** Holds a snapshot; durable on return. */
    public void hold(Snapshot snapshot, Instant now) throws IOException {
        write(name(snapshot, Mark.HELD), now, "held");
    }

    private void write(String file, Instant now, String reason) throws IOException {
        vault.makeDirectory(FOLDER);
        vault.replace(
                FOLDER + "/" + file,
                Json.file(json -> {
                    json.writeStringField("at", now.toString());
                    json.writeStringField("reason", reason);
                }));
    }

    /** Takes a mark back, if it is there; durable on return. */
    public void remove(Snapshot snapshot, Mark mark) throws IOException {
        vault.delete(FOLDER + "/" + name(snapshot, mark));
        vault.syncDirectory(FOLDER);
    }

    private static String name(Snapshot snapshot, Mark mark) {
        return switch (mark) {
            case HELD -> name("%016x".formatted(snapshot.sequence()), mark);
            case SUSPICIOUS, SURPLUS -> name(snapshot.origin().session().toString(), mark);
        };
    }

    private static String name(String of, Mark mark) {
        return of + "." + mark.name().toLowerCase(Locale.ROOT);
    }
}
