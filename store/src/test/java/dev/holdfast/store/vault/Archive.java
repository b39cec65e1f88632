package dev.holdfast.store.vault;

import static dev.holdfast.store.vault.Sessions.FIGURES;
import static dev.holdfast.store.vault.Sessions.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.Kind;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Series;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.testkit.Records;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A client that backs up made-up machines: each backup shares most trees with those before it, also
 * with some that may have gone meanwhile. Knows every record that it ever made.
 */
final class Archive {
    private static final int TREES = 6;
    private static final int CHUNKS = 4;
    private static final int ROUNDS_MAX = 100;

    private final Random random;
    private final Series series;
    private final int chunkSizeMax;
    private final Map<ObjectId, SealedRecord> records =
            Collections.synchronizedMap(new HashMap<>());
    private final List<SealedRecord> trees = new ArrayList<>();
    private long seed;
    private int session;

    Archive(long seed, Series series, int chunkSizeMax) {
        this.random = new Random(seed);
        this.series = series;
        this.chunkSizeMax = chunkSizeMax;
        this.seed = seed * 1_000_000;
        this.session = (int) seed * 1000;
    }

    private SealedRecord made(SealedRecord record) {
        records.put(record.id(), record);
        return record;
    }

    private SealedRecord newTree() {
        List<ObjectId> references = new ArrayList<>();
        for (int i = 0; i < CHUNKS; i++) {
            int size = 30 + random.nextInt(chunkSizeMax);
            references.add(made(Records.chunk(++seed, size)).id());
        }
        if (!trees.isEmpty()) {
            references.add(trees.get(random.nextInt(trees.size())).id());
        }
        List<ObjectId> distinct = references.stream().distinct().toList();
        return made(Records.record(Kind.TREE, ++seed, distinct, 200));
    }

    /** Some trees change, the root is new; like a client it sends what it is told is missing. */
    Snapshot backUp(Vault vault) throws IOException {
        Provenance one = Sessions.of(Sessions.origin(series, ++session));
        Provenance from =
                new Provenance(one.origin(), new Timestamp(1000 + session, 0), one.wraps());
        try (Upload upload = vault.upload(from)) {
            List<ObjectId> tops = new ArrayList<>();
            for (int i = 0; i < TREES; i++) {
                boolean old = trees.size() > TREES && random.nextInt(3) > 0;
                SealedRecord tree =
                        old ? trees.get(trees.size() - 1 - random.nextInt(TREES)) : newTree();
                trees.add(tree);
                tops.add(tree.id());
                send(upload, List.of(tree.id()));
            }
            SealedRecord root =
                    made(Records.record(Kind.ROOT, ++seed, tops.stream().distinct().toList(), 99));
            upload.put(root);
            for (int round = 0; round < ROUNDS_MAX; round++) {
                switch (upload.commit(root.id(), FIGURES, NOW)) {
                    case CommitOutcome.Committed(Snapshot snapshot) -> {
                        return snapshot;
                    }
                    case CommitOutcome.Missing(List<ObjectId> ids) -> send(upload, ids);
                }
            }
            throw new AssertionError("always something missing");
        }
    }

    /** What the vault lacks of some objects and of what they refer to. */
    private void send(Upload upload, List<ObjectId> ids) throws IOException {
        for (ObjectId id : upload.missing(ids)) {
            SealedRecord record = original(id);
            send(upload, record.references());
            upload.put(record);
        }
    }

    /** Brings again what was found damaged. */
    void heal(Vault vault) throws IOException {
        try (Upload upload = vault.upload(Sessions.of(Sessions.origin(series, ++session)))) {
            for (ObjectId id : vault.damaged()) {
                upload.put(original(id));
            }
        }
    }

    private SealedRecord original(ObjectId id) {
        SealedRecord record = records.get(id);
        if (record == null) {
            throw new AssertionError("never made: " + id);
        }
        return record;
    }

    /** Everything that a snapshot reaches is there, byte for byte. */
    void requireComplete(Vault vault, Snapshot snapshot) throws IOException {
        Set<ObjectId> reached = new HashSet<>(Set.of(snapshot.root()));
        Deque<ObjectId> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            List<ObjectId> wanted = List.copyOf(open);
            open.clear();
            List<ObjectId> absent =
                    vault.read(
                            wanted,
                            record -> {
                                assertThat(Bytes.copyOf(record.bytes()))
                                        .isEqualTo(Bytes.copyOf(original(record.id()).bytes()));
                                for (ObjectId reference : record.references()) {
                                    if (reached.add(reference)) {
                                        open.add(reference);
                                    }
                                }
                            });
            assertThat(absent).describedAs("of snapshot %d", snapshot.sequence()).isEmpty();
        }
    }

    void requireComplete(Vault vault) throws IOException {
        assertThat(vault.unreadableSnapshots()).isEmpty();
        for (Snapshot snapshot : vault.snapshots()) {
            if (snapshot.origin().series().equals(series)) {
                requireComplete(vault, snapshot);
            }
        }
        assertThat(vault.damaged()).isEmpty();
    }
}
