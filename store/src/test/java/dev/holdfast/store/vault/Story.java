package dev.holdfast.store.vault;

import static dev.holdfast.store.vault.Sessions.FIGURES;
import static dev.holdfast.store.vault.Sessions.NOW;
import static dev.holdfast.store.vault.Sessions.VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.model.snapshot.Partial;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.testkit.Records;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What happens to a vault in the crash tests, what was acknowledged of it, and what must be true of
 * the vault whatever happened.
 */
final class Story {
    private final Map<ObjectId, SealedRecord> records = new HashMap<>();
    private final List<Snapshot> acknowledged = new ArrayList<>();
    private int session;

    private final SealedRecord chunk1 = add(Records.chunk(1, 5000));
    private final SealedRecord chunk2 = add(Records.chunk(2, 100));
    private final SealedRecord chunk3 = add(Records.chunk(3, 9000));
    private final SealedRecord tree1 = add(Records.tree(11, chunk1.id()));
    private final SealedRecord tree2 = add(Records.tree(12, chunk2.id(), tree1.id()));
    private final SealedRecord unfinished = add(Records.tree(13, chunk3.id(), tree2.id()));
    private final SealedRecord checkpoint = add(Records.root(21, tree1.id()));
    private final SealedRecord root1 = add(Records.root(22, tree2.id()));
    private final SealedRecord root2 = add(Records.root(23, tree1.id(), unfinished.id()));

    private SealedRecord add(SealedRecord record) {
        records.put(record.id(), record);
        return record;
    }

    /** Runs to the end, from whatever there is. */
    void run(Volume volume) throws IOException {
        Vault vault = openOrCreate(volume);
        try (Upload first = vault.upload(Sessions.session(++session))) {
            Sessions.put(first, chunk1, tree1);
            first.flush();
            Sessions.put(first, checkpoint);
            assertThat(first.checkpoint(checkpoint.id(), NOW))
                    .isInstanceOf(CheckpointOutcome.Saved.class);
            Sessions.put(first, chunk2, tree2, root1);
            commit(first, root1);
        }
        try (Upload dies = Vault.open(volume).upload(Sessions.session(++session))) {
            Sessions.put(dies, unfinished);
        }
        try (Upload second = vault.upload(Sessions.session(++session))) {
            Sessions.put(second, root2);
            if (second.commit(root2.id(), FIGURES, NOW) instanceof CommitOutcome.Missing) {
                Sessions.put(second, chunk3);
                commit(second, root2);
            }
        }
    }

    private static Vault openOrCreate(Volume volume) throws IOException {
        try {
            return Vault.open(volume);
        } catch (NoSuchFileException none) {
            return Vault.create(volume, VAULT, NOW);
        }
    }

    private void commit(Upload upload, SealedRecord root) throws IOException {
        CommitOutcome outcome = upload.commit(root.id(), FIGURES, NOW);
        assertThat(outcome).isInstanceOf(CommitOutcome.Committed.class);
        if (outcome instanceof CommitOutcome.Committed(Snapshot snapshot)) {
            acknowledged.add(snapshot);
        }
    }

    /** Everything acknowledged is there, everything there is complete, byte for byte. */
    void verify(Volume volume) throws IOException {
        if (acknowledged.isEmpty() && !volume.exists(VaultFile.NAME)) {
            return;
        }
        Vault vault = Vault.open(volume);
        assertThat(vault.unreadableSnapshots()).isEmpty();
        assertThat(vault.snapshots()).containsAll(acknowledged);
        assertThat(vault.snapshots()).extracting(Snapshot::sequence).doesNotHaveDuplicates();
        for (Snapshot snapshot : vault.snapshots()) {
            requireComplete(vault, snapshot.root());
        }
        for (Partial partial : vault.partials()) {
            requireComplete(vault, partial.root());
        }
    }

    private void requireComplete(Vault vault, ObjectId root) throws IOException {
        Set<ObjectId> reached = new HashSet<>(Set.of(root));
        Deque<ObjectId> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            List<ObjectId> wanted = List.of(open.removeFirst());
            List<ObjectId> absent =
                    vault.read(
                            wanted,
                            record -> {
                                assertThat(Bytes.copyOf(record.bytes()))
                                        .isEqualTo(original(record));
                                for (ObjectId reference : record.references()) {
                                    if (reached.add(reference)) {
                                        open.add(reference);
                                    }
                                }
                            });
            assertThat(absent).isEmpty();
        }
    }

    private Bytes original(SealedRecord record) {
        return Bytes.copyOf(records.getOrDefault(record.id(), root1).bytes());
    }

    List<Snapshot> acknowledged() {
        return List.copyOf(acknowledged);
    }
}
