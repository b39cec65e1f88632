package dev.holdfast.benchmark;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.reclaim.Survey;
import dev.holdfast.store.vault.Provenance;
import dev.holdfast.store.vault.Upload;
import dev.holdfast.store.vault.Vault;
import dev.holdfast.testkit.Records;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A vault with one snapshot of many directories, in trees a second. */
@State(Scope.Thread)
public class MarkBenchmark {
    private static final int GROUPS = 20;
    private static final int TREES_A_GROUP = 1_000;
    private static final int TREES = GROUPS * TREES_A_GROUP;
    private static final int CHUNKS = 500;
    private static final int CHUNKS_A_TREE = 5;
    private static final int CHUNK_LENGTH = 100;
    private static final Timestamp NOW = new Timestamp(1_700_000_000, 0);

    private final Path path = Material.folder();

    @Setup
    public void fill() throws IOException {
        Vault vault = Vault.create(Volume.on(path), new VaultId(new UUID(1, 1)), NOW);
        Snapshot.Origin origin =
                new Snapshot.Origin(
                        new ClientId(new UUID(1, 2)), Series.SYSTEM, new SessionId(new UUID(1, 3)));
        Provenance provenance = new Provenance(origin, NOW, List.of(Records.wrap(Records.KEY)));
        try (Upload upload = vault.upload(provenance)) {
            upload.commit(root(upload), new Snapshot.Figures(TREES, 0, 0, 0), NOW);
        }
    }

    /** Seeds of chunks come first, then those of the trees of each group, then the groups'. */
    private static ObjectId root(Upload upload) throws IOException {
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            upload.put(Records.chunk(chunk, CHUNK_LENGTH));
        }
        for (int tree = 0; tree < TREES; tree++) {
            int first = tree % (CHUNKS - CHUNKS_A_TREE);
            upload.put(Records.tree(CHUNKS + tree, ids(first, CHUNKS_A_TREE)));
        }
        int firstGroup = CHUNKS + TREES;
        for (int group = 0; group < GROUPS; group++) {
            ObjectId[] trees = ids(CHUNKS + group * TREES_A_GROUP, TREES_A_GROUP);
            upload.put(Records.tree(firstGroup + group, trees));
        }
        int root = firstGroup + GROUPS;
        upload.put(Records.root(root, ids(firstGroup, GROUPS)));
        return Records.id(root);
    }

    private static ObjectId[] ids(int first, int count) {
        return LongStream.range(first, first + count)
                .mapToObj(Records::id)
                .toArray(ObjectId[]::new);
    }

    @TearDown
    public void delete() throws IOException {
        Material.delete(path);
    }

    /** What the snapshot would free: each tree is read and proven, and what it refers to marked. */
    @Benchmark
    @OperationsPerInvocation(TREES)
    public Survey survey() throws IOException {
        Survey survey = Vault.open(Volume.on(path)).survey(List.of(1L));
        if (survey.freed(1) == 0) {
            throw new IOException("nothing was marked");
        }
        return survey;
    }
}
