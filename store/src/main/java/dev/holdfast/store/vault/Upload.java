package dev.holdfast.store.vault;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.model.snapshot.Partial;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.store.pack.PackHeader;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackWriter;
import dev.holdfast.store.snapshot.Distrust;
import dev.holdfast.store.snapshot.OpenSessions;
import dev.holdfast.store.snapshot.PartialFiles;
import dev.holdfast.store.snapshot.SessionFiles;
import dev.holdfast.store.snapshot.SnapshotFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one session brings into a vault. Records are safe when {@link #flush}, {@link #checkpoint}
 * or {@link #commit} has returned. After an {@link IOException} it refuses everything but {@link
 * #close}; a new one goes on from what was safe. For one thread.
 */
public final class Upload implements AutoCloseable {
    private final VaultState state;
    private final Provenance provenance;
    private final Map<PackKind, PackWriter> writers = new EnumMap<>(PackKind.class);

    /** In the packs being written: what the index does not know yet. */
    private final Set<ObjectId> unpublished = new HashSet<>();

    private final Set<PackId> published = new HashSet<>();
    private OpenSessions.@Nullable Sign sign;
    private long newBytes;
    private boolean failed;

    /**
     * @param sign that the session is open; null when there was no room for it
     */
    Upload(VaultState state, Provenance provenance, OpenSessions.@Nullable Sign sign) {
        this.state = state;
        this.provenance = provenance;
        this.sign = sign;
    }

    private interface Action<T> {
        T run() throws IOException;
    }

    private <T> T guarded(Action<T> action) throws IOException {
        if (failed) {
            throw new IOException("this upload failed before: begin a new one");
        }
        boolean done = false;
        try {
            T result = action.run();
            done = true;
            return result;
        } finally {
            failed = !done;
        }
    }

    /**
     * Adds a record, unless its object is present already or came before in this upload.
     *
     * @throws dev.holdfast.platform.durable.DiscFullException when there is no room
     */
    public void put(SealedRecord record) throws IOException {
        guarded(() -> {
            if (!isHere(record.id())) {
                append(record);
            }
            return record;
        });
    }

    private boolean isHere(ObjectId id) throws IOException {
        return unpublished.contains(id) || state.ask(view -> view.believes(id));
    }

    private void append(SealedRecord record) throws IOException {
        PackKind kind = PackKind.holding(record.kind());
        PackWriter writer = writers.get(kind);
        if (writer != null && !writer.hasRoomFor(record)) {
            publish(writer);
            writer = null;
        }
        if (writer == null) {
            writer = PackWriter.create(state.volume(), header(kind));
            writers.put(kind, writer);
        }
        long before = writer.length();
        writer.append(record);
        newBytes += writer.length() - before;
        unpublished.add(record.id());
    }

    private PackHeader header(PackKind kind) {
        Snapshot.Origin origin = provenance.origin();
        return new PackHeader(
                new PackId(UUID.randomUUID()),
                kind,
                state.id(),
                new PackHeader.Source(origin.client(), origin.session(), provenance.received()),
                provenance.wraps());
    }

    private void publish(PackWriter writer) throws IOException {
        writer.seal();
        try (VolumeLock _ = state.lock()) {
            publishLocked(writer);
        }
    }

    private void publishLocked(PackWriter writer) throws IOException {
        requireBelievedLocked();
        state.publishLocked(writer);
        writers.remove(writer.header().kind());
        published.add(writer.header().id());
        writer.entries().forEach(entry -> unpublished.remove(entry.id()));
        writer.close();
    }

    /** Which of some objects are neither present nor in this upload; order kept. */
    public List<ObjectId> missing(List<ObjectId> ids) throws IOException {
        return guarded(() -> {
            List<ObjectId> missing = new ArrayList<>();
            for (ObjectId id : ids) {
                if (!isHere(id)) {
                    missing.add(id);
                }
            }
            return missing;
        });
    }

    /** Makes everything put so far durable and visible to others. */
    public void flush() throws IOException {
        guarded(() -> {
            for (PackWriter writer : List.copyOf(writers.values())) {
                publish(writer);
            }
            return state;
        });
    }

    /**
     * Makes a snapshot of what a root reaches, if all of it is present. Repeated with the same root
     * and series it returns the same snapshot. Removes the series' partial.
     *
     * @param figures what the client says; the new bytes in it are replaced by those counted here
     * @param now the server's clock
     * @throws TakenOverException if a newer session of the series has begun
     * @throws dev.holdfast.model.MalformedException if the object is no root
     */
    public CommitOutcome commit(ObjectId root, Snapshot.Figures figures, Timestamp now)
            throws IOException {
        return guarded(() -> {
            seal();
            try (VolumeLock _ = state.lock()) {
                prepareLocked();
                return commitLocked(root, counted(figures), now);
            }
        });
    }

    private Snapshot.Figures counted(Snapshot.Figures figures) {
        return new Snapshot.Figures(
                figures.entries(), figures.contentBytes(), newBytes, figures.unread());
    }

    private CommitOutcome commitLocked(ObjectId root, Snapshot.Figures figures, Timestamp now)
            throws IOException {
        SnapshotFiles snapshots = new SnapshotFiles(state.volume());
        Optional<Snapshot> before = repeated(snapshots, root);
        if (before.isPresent()) {
            return new CommitOutcome.Committed(before.get());
        }
        Proof proof = Proof.attempt(state, root, published);
        if (!proof.missing().isEmpty()) {
            return new CommitOutcome.Missing(proof.missing());
        }
        Snapshot snapshot =
                new Snapshot(snapshots.nextSequence(), now, provenance.origin(), root, figures);
        snapshots.add(snapshot);
        afterwards(() -> proof.save(state));
        afterwards(() -> new PartialFiles(state.volume()).remove(provenance.origin()));
        afterwards(this::unsign); // what it brought is reached by the snapshot now
        return new CommitOutcome.Committed(snapshot);
    }

    private Optional<Snapshot> repeated(SnapshotFiles snapshots, ObjectId root) throws IOException {
        return snapshots.list().readable().stream()
                .filter(snapshot -> snapshot.root().equals(root))
                .filter(snapshot -> isOfThisSeries(snapshot.origin()))
                .findFirst();
    }

    private boolean isOfThisSeries(Snapshot.Origin origin) {
        return origin.client().equals(provenance.origin().client())
                && origin.series().equals(provenance.origin().series());
    }

    /**
     * Makes what a root reaches the series' partial, from which its next run starts, if all of it
     * is present.
     *
     * @throws TakenOverException if a newer session of the series has begun
     * @throws dev.holdfast.model.MalformedException if the object is no root
     */
    public CheckpointOutcome checkpoint(ObjectId root, Timestamp now) throws IOException {
        return guarded(() -> {
            seal();
            try (VolumeLock _ = state.lock()) {
                prepareLocked();
                return checkpointLocked(root, now);
            }
        });
    }

    private CheckpointOutcome checkpointLocked(ObjectId root, Timestamp now) throws IOException {
        Proof proof = Proof.attempt(state, root, published);
        if (!proof.missing().isEmpty()) {
            return new CheckpointOutcome.Missing(proof.missing());
        }
        Partial partial = new Partial(now, provenance.origin(), root);
        new PartialFiles(state.volume()).replace(partial);
        afterwards(() -> proof.save(state));
        return new CheckpointOutcome.Saved(partial);
    }

    /** The slow part, before the lock is taken. */
    private void seal() throws IOException {
        for (PackWriter writer : writers.values()) {
            writer.seal();
        }
    }

    private void prepareLocked() throws IOException {
        requireNewestLocked();
        for (PackWriter writer : List.copyOf(writers.values())) {
            publishLocked(writer);
        }
    }

    /** What a session brought that began while the key was in wrong hands is not taken. */
    private void requireBelievedLocked() throws IOException {
        if (Distrust.load(state.volume()).covers(provenance.received())) {
            throw new TakenOverException(
                    "the server has come to distrust what this session sends: begin another");
        }
    }

    private void requireNewestLocked() throws IOException {
        Optional<SessionId> newest = new SessionFiles(state.volume()).newest(provenance.origin());
        if (!newest.equals(Optional.of(provenance.origin().session()))) {
            throw new TakenOverException(
                    "another session of series %s has taken over"
                            .formatted(provenance.origin().series()));
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    /** What was promised is done; this only makes the next time cheaper. */
    private static void afterwards(Step step) {
        try {
            step.run();
        } catch (IOException later) {
            // Closed packs are proven again; a partial older than a snapshot is replaced some day.
        }
    }

    /** Bytes that this upload added to the vault's disc, padding included. */
    public long newBytes() {
        return newBytes;
    }

    /**
     * Keeps what is good: the records of an interrupted session serve the next one. What cannot be
     * published now is salvaged when the vault is next written to.
     */
    @Override
    public void close() throws IOException {
        try {
            if (!failed) {
                flush();
            }
        } finally {
            for (PackWriter writer : List.copyOf(writers.values())) {
                writer.close();
            }
            writers.clear();
            failed = true;
            unsign();
        }
    }

    private void unsign() throws IOException {
        OpenSessions.Sign open = sign;
        sign = null;
        if (open != null) {
            open.close();
        }
    }
}
