package dev.holdfast.store.vault;

import static dev.holdfast.store.vault.Sessions.FIGURES;
import static dev.holdfast.store.vault.Sessions.VAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.testkit.Records;
import dev.holdfast.testkit.SimulatedVolume;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a thief of a client's key stored is counted on by nobody. */
class DistrustTest {
    private static final Timestamp SINCE = new Timestamp(2_000, 0);
    private static final Timestamp UNTIL = new Timestamp(3_000, 0);

    private final SimulatedVolume volume = new SimulatedVolume();
    private final SealedRecord old = Records.chunk(1, 5000);
    private final SealedRecord oldTree = Records.tree(2, old.id());
    private final SealedRecord oldRoot = Records.root(3, oldTree.id());
    private final SealedRecord squatted = Records.chunk(10, 700);
    private final SealedRecord tree = Records.tree(11, old.id(), squatted.id());
    private final SealedRecord root = Records.root(12, tree.id());
    private Vault vault;
    private int session;

    @BeforeEach
    void aThiefStoresSomething() throws IOException {
        vault = Vault.create(volume, VAULT, new Timestamp(1, 0));
        commit(1_000, oldRoot, old, oldTree, oldRoot);
        try (Upload thief = upload(2_500)) {
            Sessions.put(thief, squatted);
        }
    }

    private Upload upload(long received) throws IOException {
        Provenance one = Sessions.session(++session);
        return vault.upload(new Provenance(one.origin(), new Timestamp(received, 0), one.wraps()));
    }

    private void commit(long received, SealedRecord of, SealedRecord... records)
            throws IOException {
        try (Upload upload = upload(received)) {
            Sessions.put(upload, records);
            assertThat(upload.commit(of.id(), FIGURES, new Timestamp(received, 0)))
                    .isInstanceOf(CommitOutcome.Committed.class);
        }
    }

    private void distrust() throws IOException {
        vault.distrust(SINCE, UNTIL);
    }

    @Test
    void onlyWhatWasStoredSinceIsAskedForAgain() throws IOException {
        List<ObjectId> ids = List.of(old.id(), squatted.id(), oldTree.id());
        try (Upload before = upload(2_600)) {
            assertThat(before.missing(ids)).isEmpty();
        }
        assertThat(vault.distrust(SINCE, UNTIL)).isEqualTo(1);
        try (Upload after = upload(3_000)) {
            assertThat(after.missing(ids)).containsExactly(squatted.id());
            Sessions.put(after, squatted);
            after.flush();
            assertThat(after.missing(ids)).isEmpty();
        }
        assertThat(Sessions.read(vault, old, squatted, oldTree)).hasSize(3);
    }

    @Test
    void nothingCommittedLaterCountsOnIt() throws IOException {
        distrust();
        try (Upload after = upload(3_001)) {
            Sessions.put(after, tree, root);
            CommitOutcome outcome = after.commit(root.id(), FIGURES, new Timestamp(3_001, 0));
            assertThat(outcome).isEqualTo(new CommitOutcome.Missing(List.of(squatted.id())));
            Sessions.put(after, squatted);
            assertThat(after.commit(root.id(), FIGURES, new Timestamp(3_001, 0)))
                    .isInstanceOf(CommitOutcome.Committed.class);
        }
    }

    @Test
    void whatRefersToWhatNeverCameKeepsNobodyFromCommittingAfterwards() throws IOException {
        SealedRecord truth = Records.tree(20, old.id());
        SealedRecord lie = Records.tree(20, Records.id(999));
        SealedRecord top = Records.root(21, truth.id());
        try (Upload thief = upload(2_501)) {
            Sessions.put(thief, lie);
        }
        try (Upload owner = upload(2_502)) {
            Sessions.put(owner, truth, top);
            assertThat(owner.commit(top.id(), FIGURES, new Timestamp(2_502, 0)))
                    .isEqualTo(new CommitOutcome.Missing(List.of(Records.id(999))));
        }
        distrust();
        commit(3_001, top, truth, top);
        assertThat(Sessions.read(vault, truth)).isEqualTo(Sessions.digests(truth));
        vault.reclaim(vault.survey(List.of()), 0);
        assertThat(Sessions.read(Vault.open(volume), truth, top, old))
                .isEqualTo(Sessions.digests(truth, top, old));
    }

    @Test
    void snapshotsOfThatTimeAreReadAndNotBelieved() throws IOException {
        commit(2_600, root, tree, root);
        distrust();
        List<Snapshot> snapshots = vault.snapshots();
        assertThat(snapshots).hasSize(2);
        Predicate<Timestamp> belief = vault.belief();
        assertThat(snapshots)
                .filteredOn(each -> belief.test(each.received()))
                .containsExactly(snapshots.getFirst());
        assertThat(Sessions.read(Vault.open(volume), squatted, tree, root)).hasSize(3);
        assertThat(vault.survey(List.of()).freed(0)).isZero();
    }

    @Test
    void sessionThatHadBegunBringsNothingMore() throws IOException {
        SealedRecord late = Records.chunk(30, 300);
        Upload thief = upload(2_900);
        Sessions.put(thief, late);
        distrust();
        assertThatThrownBy(thief::flush).isInstanceOf(TakenOverException.class);
        thief.close();
        Vault opened = Vault.open(volume);
        opened.upload(Sessions.session(99)).close();
        assertThat(opened.missing(List.of(late.id()))).containsExactly(late.id());
        assertThat(volume.names()).noneMatch(name -> name.endsWith(".writing"));
    }

    @Test
    void whatIsRewrittenStaysDistrusted() throws IOException {
        for (int i = 0; i < 12; i++) {
            try (Upload thief = upload(2_000 + i)) {
                Sessions.put(thief, Records.chunk(100 + i, 300));
            }
        }
        SealedRecord[] many = new SealedRecord[12];
        ObjectId[] ids = new ObjectId[12];
        for (int i = 0; i < 12; i++) {
            many[i] = Records.chunk(100 + i, 300);
            ids[i] = many[i].id();
        }
        SealedRecord wide = Records.tree(200, ids);
        SealedRecord top = Records.root(201, wide.id());
        commit(2_700, top, wide, top);
        distrust();
        int before = volume.names().size();
        vault.reclaim(vault.survey(List.of()), 0);
        assertThat(volume.names().size()).isLessThan(before - 6);
        assertThat(Sessions.read(vault, many)).hasSize(12);
        try (Upload after = Vault.open(volume).upload(Sessions.session(77))) {
            assertThat(after.missing(List.of(ids))).containsExactly(ids);
        }
    }

    @Test
    void distrustSurvivesEverythingButItsOwnLoss() throws IOException {
        distrust();
        vault.rebuildIndex();
        try (Upload after = Vault.open(volume).upload(Sessions.session(77))) {
            assertThat(after.missing(List.of(squatted.id()))).hasSize(1);
        }
        volume.flip("distrusted/0000000000000001.packs", 300);
        try (Upload after = Vault.open(volume).upload(Sessions.session(78))) {
            assertThat(after.missing(List.of(squatted.id()))).isEmpty();
        }
    }
}
