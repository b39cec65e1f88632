package dev.holdfast.server.session;

import dev.holdfast.model.KeyId;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.KeyWrap;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.model.snapshot.Partial;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.wire.ServerConnection;
import dev.holdfast.store.vault.Vault;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gives a client what its vault holds. */
final class VaultReading {
    private final Vault vault;

    VaultReading(Vault vault) {
        this.vault = vault;
    }

    Answer.Snapshots list() throws IOException {
        List<Snapshot> snapshots = vault.snapshots();
        int older = Math.max(0, snapshots.size() - Answer.Snapshots.SNAPSHOTS_MAX);
        List<Partial> partials = vault.partials();
        int most = Math.min(partials.size(), Answer.Snapshots.PARTIALS_MAX);
        List<Long> unreadable = vault.unreadableSnapshots();
        int untold = Math.max(0, unreadable.size() - Answer.Snapshots.UNREADABLE_MAX);
        return new Answer.Snapshots(
                snapshots.subList(older, snapshots.size()),
                partials.subList(0, most),
                unreadable.subList(untold, unreadable.size()));
    }

    /**
     * Sends objects in the order in which they lie on disc, as fast as the client takes them.
     *
     * @param permit for the objects; others are passed over
     */
    Answer.Done fetch(
            int request, List<ObjectId> ids, Permits.Fetching permit, ServerConnection connection)
            throws IOException {
        Set<KeyId> wrapped = new HashSet<>();
        List<ObjectId> absent =
                vault.read(
                        ids,
                        record -> {
                            if (!permit.admits(record)) {
                                return;
                            }
                            if (wrapped.add(record.key())) {
                                sendWraps(request, record, connection);
                            }
                            connection.answer(request, new Answer.ObjectRecord(record));
                        });
        return new Answer.Done(absent);
    }

    private void sendWraps(int request, SealedRecord record, ServerConnection connection)
            throws IOException {
        List<KeyWrap> wraps = vault.wraps(record.key());
        if (!wraps.isEmpty()) {
            int most = Math.min(wraps.size(), Answer.Wraps.WRAPS_MAX);
            connection.answer(request, new Answer.Wraps(wraps.subList(0, most)));
        }
    }
}
