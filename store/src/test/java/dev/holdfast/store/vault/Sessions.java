package dev.holdfast.store.vault;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.store.frame.Frame;
import dev.holdfast.testkit.Records;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Who the tests are when they talk to a vault. */
final class Sessions {
    static final VaultId VAULT = new VaultId(new UUID(0x7661_756cL, 7));
    static final ClientId CLIENT = new ClientId(new UUID(0x636c_6965L, 9));
    static final Timestamp NOW = new Timestamp(1_700_000_000, 5);
    static final Snapshot.Figures FIGURES = new Snapshot.Figures(3, 4, 0, 0);

    private Sessions() {}

    static Snapshot.Origin origin(Series series, int session) {
        return new Snapshot.Origin(CLIENT, series, new SessionId(new UUID(0x7365L, session)));
    }

    static Provenance session(int session) {
        return of(origin(Series.SYSTEM, session));
    }

    static Provenance of(Snapshot.Origin origin) {
        return new Provenance(origin, NOW, List.of(Records.wrap(Records.KEY)));
    }

    static void put(Upload upload, SealedRecord... records) throws IOException {
        for (SealedRecord record : records) {
            upload.put(record);
        }
    }

    /** Digests of some records by id, as {@link #read} should find them. */
    static Map<ObjectId, Bytes> digests(SealedRecord... records) {
        Map<ObjectId, Bytes> digests = new HashMap<>();
        for (SealedRecord record : records) {
            digests.put(record.id(), digest(record));
        }
        return digests;
    }

    private static Bytes digest(SealedRecord record) {
        return Bytes.copyOf(Frame.sha256().digest(record.bytes()));
    }

    /** What a vault has of some records. */
    static Map<ObjectId, Bytes> read(Vault vault, SealedRecord... records) throws IOException {
        Map<ObjectId, Bytes> read = new HashMap<>();
        vault.read(
                List.copyOf(digests(records).keySet()),
                record -> read.put(record.id(), digest(record)));
        return read;
    }
}
