package dev.holdfast.store.vault;

import static dev.holdfast.store.vault.Sessions.FIGURES;
import static dev.holdfast.store.vault.Sessions.NOW;
import static dev.holdfast.store.vault.Sessions.VAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.Kind;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Series;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.model.snapshot.Partial;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackName;
import dev.holdfast.testkit.Records;
import dev.holdfast.testkit.SimulatedVolume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitTest {
    private final SimulatedVolume volume = new SimulatedVolume();
    private final SealedRecord chunk = Records.chunk(1, 5000);
    private final SealedRecord tree = Records.tree(2, chunk.id());
    private final SealedRecord root = Records.root(3, tree.id());
    private Vault vault;

    @BeforeEach
    void create() throws IOException {
        vault = Vault.create(volume, VAULT, NOW);
    }

    private static Snapshot committed(CommitOutcome outcome) {
        return switch (outcome) {
            case CommitOutcome.Committed(Snapshot snapshot) -> snapshot;
            case CommitOutcome.Missing(List<ObjectId> ids) -> throw new AssertionError("" + ids);
        };
    }

    private static List<ObjectId> missing(CommitOutcome outcome) {
        return switch (outcome) {
            case CommitOutcome.Committed(Snapshot snapshot) -> throw new AssertionError(snapshot);
            case CommitOutcome.Missing(List<ObjectId> ids) -> ids;
        };
    }

    private CommitOutcome commit(int session, ObjectId id, SealedRecord... records)
            throws IOException {
        try (Upload upload = vault.upload(Sessions.session(session))) {
            Sessions.put(upload, records);
            return upload.commit(id, FIGURES, NOW);
        }
    }

    private Snapshot first() throws IOException {
        return committed(commit(1, root.id(), chunk, tree, root));
    }

    private void removePacks(PackKind kind) throws IOException {
        for (PackName pack : PackName.list(volume)) {
            if (pack.kind() == kind) {
                volume.remove(pack.path());
            }
        }
    }

    @Test
    void snapshotSaysWhoWhenAndHowMuch() throws IOException {
        Snapshot snapshot = first();
        assertThat(snapshot.sequence()).isEqualTo(1);
        assertThat(snapshot.received()).isEqualTo(NOW);
        assertThat(snapshot.origin()).isEqualTo(Sessions.origin(Series.SYSTEM, 1));
        assertThat(snapshot.figures().entries()).isEqualTo(FIGURES.entries());
        assertThat(snapshot.figures().newBytes()).isEqualTo(8192L + tree.length() + root.length());
        assertThat(vault.snapshots()).containsExactly(snapshot);
    }

    @Test
    void whatIsMissingIsNamedAndNothingIsWritten() throws IOException {
        assertThat(missing(commit(1, root.id(), root))).containsExactly(tree.id());
        assertThat(missing(commit(2, root.id(), tree))).containsExactly(chunk.id());
        assertThat(missing(commit(3, Records.id(77)))).containsExactly(Records.id(77));
        assertThat(vault.snapshots()).isEmpty();
        assertThat(volume.names()).noneMatch(name -> name.startsWith("snapshots/"));
        committed(commit(4, root.id(), chunk));
    }

    @Test
    void uploadGoesOnAfterBeingToldWhatIsMissing() throws IOException {
        try (Upload upload = vault.upload(Sessions.session(1))) {
            Sessions.put(upload, root, tree);
            assertThat(missing(upload.commit(root.id(), FIGURES, NOW))).containsExactly(chunk.id());
            Sessions.put(upload, chunk);
            committed(upload.commit(root.id(), FIGURES, NOW));
        }
    }

    @Test
    void unfinishedTreesOfADeadSessionMakeNoSnapshotIncomplete() throws IOException {
        SealedRecord lost = Records.tree(10, Records.id(999));
        SealedRecord above = Records.tree(11, lost.id());
        try (Upload dies = vault.upload(Sessions.session(1))) {
            Sessions.put(dies, lost, above);
        }
        first();
        SealedRecord next = Records.root(12, above.id(), tree.id());
        assertThat(missing(commit(2, next.id(), next))).containsExactly(Records.id(999));
        assertThat(vault.snapshots()).hasSize(1);
        // Even after a commit beside them they are not taken for complete.
        SealedRecord other = Records.root(13, tree.id());
        committed(commit(3, other.id(), other));
        assertThat(missing(commit(4, next.id()))).containsExactly(Records.id(999));
        committed(commit(5, next.id(), Records.chunk(999, 100)));
    }

    @Test
    void unfinishedTreesOfTheSameSessionMakeNoSnapshotIncomplete() throws IOException {
        SealedRecord lost = Records.tree(10, Records.id(999));
        first();
        SealedRecord other = Records.root(13, tree.id());
        committed(commit(2, other.id(), other, lost));
        SealedRecord next = Records.root(12, lost.id());
        assertThat(missing(commit(3, next.id(), next))).containsExactly(Records.id(999));
    }

    @Test
    void closedPacksAreNotWalkedAgainUntilSomethingIsLost() throws IOException {
        first();
        byte[] closed = volume.bytes("index/closed");
        SealedRecord next = Records.root(12, tree.id());
        committed(commit(2, next.id(), next));
        assertThat(volume.bytes("index/closed").length).isGreaterThan(closed.length);
        removePacks(PackKind.DATA);
        SealedRecord third = Records.root(13, tree.id());
        assertThat(missing(commit(3, third.id(), third))).containsExactly(chunk.id());
        committed(commit(4, third.id(), chunk));
    }

    @Test
    void lostPackIsNoticedEvenWhenTheIndexIsLostToo() throws IOException {
        first();
        removePacks(PackKind.DATA);
        for (String name : volume.list("index")) {
            if (name.endsWith(".seg")) {
                volume.remove("index/" + name);
            }
        }
        vault = Vault.open(volume);
        SealedRecord next = Records.root(12, tree.id());
        assertThat(missing(commit(2, next.id(), next))).containsExactly(chunk.id());
    }

    @Test
    void damageKnownMakesTheWalkFull() throws IOException {
        first();
        PackName data =
                PackName.list(volume).stream()
                        .filter(pack -> pack.kind() == PackKind.DATA)
                        .findFirst()
                        .orElseThrow();
        volume.flip(data.path(), (4096 + 200) * 8L);
        assertThat(Sessions.read(vault, chunk)).isEmpty();
        assertThat(vault.damaged()).containsExactly(chunk.id());
        SealedRecord next = Records.root(12, tree.id());
        assertThat(missing(commit(2, next.id(), next))).containsExactly(chunk.id());
        committed(commit(3, next.id(), chunk));
        assertThat(vault.damaged()).isEmpty();
        assertThat(Sessions.read(vault, chunk)).isEqualTo(Sessions.digests(chunk));
    }

    @Test
    void damagedTreeIsFoundByTheWalkAndAskedFor() throws IOException {
        try (Upload dies = vault.upload(Sessions.session(1))) {
            Sessions.put(dies, tree, chunk);
        }
        PackName meta =
                PackName.list(volume).stream()
                        .filter(pack -> pack.kind() == PackKind.META)
                        .findFirst()
                        .orElseThrow();
        byte[] bytes = volume.bytes(meta.path());
        volume.flip(meta.path(), (bytes.length / 2) * 8L);
        assertThat(missing(commit(2, root.id(), root))).containsExactly(tree.id());
        assertThat(vault.damaged()).containsExactly(tree.id());
        committed(commit(3, root.id(), tree));
    }

    @Test
    void repeatedCommitReturnsTheSameSnapshot() throws IOException {
        Snapshot first = first();
        assertThat(committed(commit(2, root.id()))).isEqualTo(first);
        assertThat(vault.snapshots()).hasSize(1);
    }

    @Test
    void sameRootOfAnotherSeriesOrClientIsAnotherSnapshot() throws IOException {
        first();
        Snapshot.Origin manual = Sessions.origin(Series.MANUAL, 2);
        Snapshot.Origin stranger =
                new Snapshot.Origin(new ClientId(new UUID(5, 5)), Series.SYSTEM, manual.session());
        for (Snapshot.Origin origin : List.of(manual, stranger)) {
            try (Upload upload = vault.upload(Sessions.of(origin))) {
                assertThat(committed(upload.commit(root.id(), FIGURES, NOW)).origin())
                        .isEqualTo(origin);
            }
        }
        assertThat(vault.snapshots()).extracting(Snapshot::sequence).containsExactly(1L, 2L, 3L);
    }

    @Test
    void onlyARootCanBeCommitted() throws IOException {
        assertThatThrownBy(() -> commit(1, tree.id(), chunk, tree))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> commit(2, chunk.id())).isInstanceOf(MalformedException.class);
        assertThat(vault.snapshots()).isEmpty();
    }

    @Test
    void answerIsBounded() throws IOException {
        List<ObjectId> references = new ArrayList<>();
        for (int i = 0; i < Vault.MISSING_MAX + 1; i++) {
            references.add(Records.id(10_000 + i));
        }
        SealedRecord wide = Records.record(Kind.ROOT, 5, references, 100);
        assertThat(missing(commit(1, wide.id(), wide))).hasSize(Vault.MISSING_MAX);
    }

    @Test
    void newerSessionTakesOver() throws IOException {
        try (Upload old = vault.upload(Sessions.session(1));
                Upload fresh = Vault.open(volume).upload(Sessions.session(2))) {
            Sessions.put(old, chunk, tree, root);
            assertThatThrownBy(() -> old.commit(root.id(), FIGURES, NOW))
                    .isInstanceOf(TakenOverException.class);
            assertThatThrownBy(() -> old.checkpoint(root.id(), NOW))
                    .isInstanceOf(IOException.class);
            Sessions.put(fresh, chunk, tree, root);
            committed(fresh.commit(root.id(), FIGURES, NOW));
        }
        assertThat(vault.snapshots()).hasSize(1);
    }

    @Test
    void sessionsOfOtherSeriesAreNotTakenOver() throws IOException {
        try (Upload system = vault.upload(Sessions.session(1));
                Upload _ = vault.upload(Sessions.of(Sessions.origin(Series.MANUAL, 2)))) {
            Sessions.put(system, chunk, tree, root);
            committed(system.commit(root.id(), FIGURES, NOW));
        }
    }

    @Test
    void checkpointIsReplacedAndGoesWithTheCommit() throws IOException {
        SealedRecord part = Records.root(30, chunk.id());
        try (Upload upload = vault.upload(Sessions.session(1))) {
            Sessions.put(upload, part);
            assertThat(upload.checkpoint(part.id(), NOW))
                    .isEqualTo(new CheckpointOutcome.Missing(List.of(chunk.id())));
            assertThat(vault.partials()).isEmpty();
            Sessions.put(upload, chunk);
            upload.checkpoint(part.id(), NOW);
            assertThat(vault.partials())
                    .containsExactly(
                            new Partial(NOW, Sessions.origin(Series.SYSTEM, 1), part.id()));
            Sessions.put(upload, tree, root);
            upload.checkpoint(root.id(), NOW);
            assertThat(vault.partials()).extracting(Partial::root).containsExactly(root.id());
            committed(upload.commit(root.id(), FIGURES, NOW));
        }
        assertThat(vault.partials()).isEmpty();
    }

    @Test
    void interruptedSessionLeavesItsRecordsToTheNext() throws IOException {
        try (Upload dies = vault.upload(Sessions.session(1))) {
            Sessions.put(dies, chunk, tree);
        }
        try (Upload next = vault.upload(Sessions.session(2))) {
            assertThat(next.missing(List.of(chunk.id(), tree.id(), root.id())))
                    .containsExactly(root.id());
            Sessions.put(next, root);
            committed(next.commit(root.id(), FIGURES, NOW));
        }
    }

    @Test
    void uploadThatFailedRefusesEverythingAfter() throws IOException {
        try (Upload upload = vault.upload(Sessions.session(1))) {
            Sessions.put(upload, chunk, tree);
            volume.fullFrom(volume.operations() + 1);
            assertThatThrownBy(() -> upload.put(root)).isInstanceOf(IOException.class);
            volume.freeSpace();
            assertThatThrownBy(() -> upload.put(root)).hasMessageContaining("failed before");
            assertThatThrownBy(() -> upload.commit(root.id(), FIGURES, NOW))
                    .hasMessageContaining("failed before");
        }
        try (Upload next = vault.upload(Sessions.session(2))) {
            assertThat(next.missing(List.of(chunk.id(), tree.id()))).isEmpty();
            Sessions.put(next, root);
            committed(next.commit(root.id(), FIGURES, NOW));
        }
    }
}
