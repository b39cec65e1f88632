package dev.holdfast.server.session;

import dev.holdfast.model.KeyId;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Request;
import dev.holdfast.store.vault.CheckpointOutcome;
import dev.holdfast.store.vault.CommitOutcome;
import dev.holdfast.store.vault.Provenance;
import dev.holdfast.store.vault.Upload;
import dev.holdfast.store.vault.Vault;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A series that is being backed up, from begin to commit. */
final class Backup implements AutoCloseable {
    private final Upload upload;
    private final Snapshot.Origin origin;
    private final KeyId key;
    private boolean committed;

    private Backup(Upload upload, Snapshot.Origin origin, KeyId key) {
        this.upload = upload;
        this.origin = origin;
        this.key = key;
    }

    /** From now on older sessions of the series cannot commit. */
    static Backup begin(Vault vault, Provenance provenance) throws IOException {
        KeyId key = provenance.wraps().getFirst().key();
        return new Backup(vault.upload(provenance), provenance.origin(), key);
    }

    Snapshot.Origin origin() {
        return origin;
    }

    boolean isCommitted() {
        return committed;
    }

    long newBytes() {
        return upload.newBytes();
    }

    Answer.Lack have(List<ObjectId> ids) throws IOException {
        Set<ObjectId> missing = new HashSet<>(upload.missing(ids));
        return Answer.Lack.of(ids.size(), index -> missing.contains(ids.get(index)));
    }

    /** Whether the record is one that a holder of the vault's key could open some day. */
    boolean isUnderKey(SealedRecord record) {
        return record.key().equals(key);
    }

    void put(SealedRecord record) throws IOException {
        upload.put(record);
    }

    Answer.Checkpointed checkpoint(ObjectId root, Timestamp now) throws IOException {
        return switch (upload.checkpoint(root, now)) {
            case CheckpointOutcome.Saved(var partial) -> new Answer.Kept(partial);
            case CheckpointOutcome.Missing(var ids) -> new Answer.Missing(ids);
        };
    }

    Answer.CommitVerdict commit(Request.Commit commit, Timestamp now) throws IOException {
        Snapshot.Figures said =
                new Snapshot.Figures(commit.entries(), commit.contentBytes(), 0, commit.unread());
        return switch (upload.commit(commit.root(), said, now)) {
            case CommitOutcome.Committed(var snapshot) -> {
                committed = true;
                yield new Answer.Committed(snapshot);
            }
            case CommitOutcome.Missing(var ids) -> new Answer.Missing(ids);
        };
    }

    /** Publishes what is good. */
    @Override
    public void close() throws IOException {
        upload.close();
    }
}
