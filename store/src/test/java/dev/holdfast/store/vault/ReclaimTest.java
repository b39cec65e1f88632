package dev.holdfast.store.vault;

import static dev.holdfast.store.vault.Sessions.FIGURES;
import static dev.holdfast.store.vault.Sessions.NOW;
import static dev.holdfast.store.vault.Sessions.VAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Series;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.store.mark.ReclaimStoppedException;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackName;
import dev.holdfast.store.reclaim.Reclaimed;
import dev.holdfast.store.reclaim.Survey;
import dev.holdfast.testkit.Records;
import dev.holdfast.testkit.SimulatedVolume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes, what stays, and what it comes to. */
class ReclaimTest {
    private static final int BLOCK = 4096;

    private final SimulatedVolume volume = new SimulatedVolume();

    /** 8 KiB, 4 KiB, 12 KiB in a data pack. */
    private final SealedRecord both = Records.chunk(1, 5000);

    private final SealedRecord first = Records.chunk(2, 300);
    private final SealedRecord second = Records.chunk(3, 9000);
    private final SealedRecord tree1 = Records.tree(11, both.id(), first.id());
    private final SealedRecord tree2 = Records.tree(12, both.id(), second.id());
    private final SealedRecord root1 = Records.root(21, tree1.id());
    private final SealedRecord root2 = Records.root(22, tree2.id());

    private Vault vault;
    private int session;

    @BeforeEach
    void create() throws IOException {
        vault = Vault.create(volume, VAULT, NOW);
    }

    private Provenance next() {
        session++;
        Provenance one = Sessions.session(session);
        return new Provenance(one.origin(), new Timestamp(1000 + session, 0), one.wraps());
    }

    private Snapshot commit(SealedRecord root, SealedRecord... records) throws IOException {
        try (Upload upload = vault.upload(next())) {
            return commit(upload, root, records);
        }
    }

    private static Snapshot commit(Upload upload, SealedRecord root, SealedRecord... records)
            throws IOException {
        Sessions.put(upload, records);
        Sessions.put(upload, root);
        return switch (upload.commit(root.id(), FIGURES, NOW)) {
            case CommitOutcome.Committed(Snapshot snapshot) -> snapshot;
            case CommitOutcome.Missing(List<ObjectId> ids) -> throw new AssertionError("" + ids);
        };
    }

    private void assertReadable(SealedRecord... records) throws IOException {
        assertThat(Sessions.read(Vault.open(volume), records)).isEqualTo(Sessions.digests(records));
        assertThat(Sessions.read(vault, records)).isEqualTo(Sessions.digests(records));
    }

    private void assertGone(SealedRecord... records) throws IOException {
        List<ObjectId> ids = List.copyOf(Sessions.digests(records).keySet());
        for (Vault each : List.of(vault, Vault.open(volume))) {
            assertThat(each.missing(ids)).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(Sessions.read(each, records)).isEmpty();
            assertThat(each.damaged()).isEmpty();
        }
    }

    private List<PackName> packs(PackKind kind) throws IOException {
        return PackName.list(volume).stream().filter(pack -> pack.kind() == kind).toList();
    }

    private boolean isHole(SealedRecord record) throws IOException {
        for (PackName pack : packs(PackKind.DATA)) {
            byte[] bytes = volume.bytes(pack.path());
            for (int at = 0; at < bytes.length; at += BLOCK) {
                if (Arrays.equals(bytes, at, at + 100, record.bytes(), 0, 100)) {
                    return false;
                }
            }
        }
        return true;
    }

    private void twoSnapshots() throws IOException {
        try (Upload upload = vault.upload(next())) {
            Sessions.put(upload, both, first, second, tree1, tree2, root1, root2);
            commit(upload, root1);
            commit(upload, root2);
        }
    }

    @Test
    void emptyVaultHasNothingToGive() throws IOException {
        Survey survey = vault.survey(List.of());
        assertThat(survey.freed(0)).isZero();
        assertThat(vault.reclaim(survey, 0).promised()).isZero();
        assertThat(vault.exclusiveBytes()).isEmpty();
        assertThatThrownBy(() -> survey.freed(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> survey.freed(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachPrefixFreesExactlyWhatOnlyItReaches() throws IOException {
        twoSnapshots();
        Survey oldestFirst = vault.survey(List.of(1L, 2L));
        assertThat(oldestFirst.freed(0)).isZero();
        assertThat(oldestFirst.freed(1)).isEqualTo(BLOCK);
        long all = 0;
        for (PackName pack : PackName.list(volume)) {
            all += (volume.bytes(pack.path()).length + BLOCK - 1L) / BLOCK * BLOCK;
        }
        assertThat(oldestFirst.freed(2)).isEqualTo(all);
        Survey newestFirst = vault.survey(List.of(2L, 1L));
        assertThat(newestFirst.freed(1)).isEqualTo(3L * BLOCK);
        assertThat(newestFirst.freed(2)).isEqualTo(all);
        assertThat(vault.survey(List.of(7L, 1L)).freed(1)).isZero();
    }

    @Test
    void deadRangesOfAPackGoAndTheRestStays() throws IOException {
        twoSnapshots();
        Reclaimed done = vault.reclaim(vault.survey(List.of(1L, 2L)), 1);
        assertThat(done).isEqualTo(new Reclaimed(BLOCK, 0, 0, 1, 0));
        assertThat(vault.snapshots()).extracting(Snapshot::sequence).containsExactly(2L);
        assertReadable(both, second, tree2, root2);
        assertGone(first, tree1, root1);
        assertThat(isHole(first)).isTrue();
        assertThat(isHole(both) || isHole(second)).isFalse();
        assertThat(volume.names()).noneMatch(name -> name.endsWith(".gone"));
        assertThat(vault.survey(List.of()).freed(0)).isZero();
    }

    @Test
    void lastSnapshotTakesAllPacksWithIt() throws IOException {
        twoSnapshots();
        Reclaimed done = vault.reclaim(vault.survey(List.of(1L, 2L)), 2);
        assertThat(done.unlinked()).isEqualTo(2);
        assertThat(PackName.list(volume)).isEmpty();
        assertGone(both, first, second, tree1, tree2, root1, root2);
        assertThat(commit(root1, both, first, tree1).sequence()).isEqualTo(3);
        assertReadable(both, first, tree1, root1);
    }

    @Test
    void whatWasReclaimedCanBeBroughtAgainIntoTheSameVault() throws IOException {
        twoSnapshots();
        vault.reclaim(vault.survey(List.of(1L)), 1);
        commit(root1, first, tree1);
        assertReadable(both, first, second, tree1, root1, tree2, root2);
        vault.rebuildIndex();
        assertReadable(both, first, second, tree1, root1, tree2, root2);
        vault.reclaim(vault.survey(List.of(2L)), 1);
        assertReadable(both, first, tree1, root1);
        assertGone(second, tree2, root2);
    }

    @Test
    void uploadThatCameToNothingIsFreedWithoutAnySnapshot() throws IOException {
        twoSnapshots();
        SealedRecord orphan = Records.chunk(77, 20_000);
        try (Upload dies = vault.upload(next())) {
            Sessions.put(dies, orphan);
            dies.flush();
            // While its session is open it stays.
            assertThat(vault.survey(List.of()).freed(0)).isZero();
            assertThat(Vault.open(volume).survey(List.of()).freed(0)).isZero();
        }
        Survey survey = vault.survey(List.of());
        assertThat(survey.freed(0)).isGreaterThan(5L * BLOCK);
        assertThat(vault.reclaim(survey, 0).unlinked()).isEqualTo(1);
        assertGone(orphan);
        assertReadable(both, first, second, tree1, root1, tree2, root2);
    }

    @Test
    void partialIsKeptUntilItIsForgotten() throws IOException {
        try (Upload upload = vault.upload(next())) {
            Sessions.put(upload, both, first, tree1, root1);
            upload.checkpoint(root1.id(), NOW);
        }
        assertThat(vault.survey(List.of()).freed(0)).isZero();
        vault.forget(vault.partials().getFirst());
        assertThat(vault.partials()).isEmpty();
        vault.reclaim(vault.survey(List.of()), 0);
        assertGone(both, first, tree1, root1);
    }

    @Test
    void whatACommitSinceTheSurveyReliesOnIsKept() throws IOException {
        twoSnapshots();
        Survey survey = vault.survey(List.of(1L, 2L));
        SealedRecord root3 = Records.root(23, tree1.id());
        commit(root3);
        vault.reclaim(survey, 2);
        assertThat(vault.snapshots()).extracting(Snapshot::root).containsExactly(root3.id());
        assertReadable(both, first, tree1, root3);
        assertGone(second, tree2, root2);
    }

    @Test
    void whatACheckpointSinceTheSurveyReliesOnIsKept() throws IOException {
        twoSnapshots();
        Survey survey = vault.survey(List.of(1L, 2L));
        SealedRecord root3 = Records.root(23, tree1.id());
        try (Upload upload = vault.upload(next())) {
            Sessions.put(upload, root3);
            upload.checkpoint(root3.id(), NOW);
        }
        vault.reclaim(survey, 2);
        assertReadable(both, first, tree1, root3);
        assertGone(second, tree2, root2);
    }

    @Test
    void sessionThatReliedOnWhatWentIsToldAndBringsItAgain() throws IOException {
        twoSnapshots();
        SealedRecord root3 = Records.root(23, tree1.id());
        Vault elsewhere = Vault.open(volume);
        try (Upload upload = elsewhere.upload(Sessions.of(Sessions.origin(Series.MANUAL, 9)))) {
            assertThat(upload.missing(List.of(tree1.id()))).isEmpty();
            Sessions.put(upload, root3);
            vault.reclaim(vault.survey(List.of(1L)), 1);
            assertThat(upload.commit(root3.id(), FIGURES, NOW))
                    .isEqualTo(new CommitOutcome.Missing(List.of(tree1.id())));
            Sessions.put(upload, tree1);
            assertThat(upload.commit(root3.id(), FIGURES, NOW))
                    .isEqualTo(new CommitOutcome.Missing(List.of(first.id())));
            Sessions.put(upload, first);
            assertThat(upload.commit(root3.id(), FIGURES, NOW))
                    .isInstanceOf(CommitOutcome.Committed.class);
        }
        assertReadable(both, first, second, tree1, root3, tree2, root2);
    }

    @Test
    void baseOfAnOpenSessionIsKeptAsLongAsItIsOpen() throws IOException {
        twoSnapshots();
        try (Upload _ = vault.upload(next())) {
            assertThat(vault.survey(List.of(2L)).freed(1)).isZero();
            assertThat(vault.survey(List.of(1L)).freed(1)).isEqualTo(BLOCK);
            vault.reclaim(vault.survey(List.of(2L)), 1);
            assertReadable(both, second, tree2, root2);
        }
        assertThat(vault.survey(List.of()).freed(0)).isEqualTo(3L * BLOCK);
    }

    @Test
    void closedPacksStayClosedAndANewSnapshotIsStillProven() throws IOException {
        twoSnapshots();
        vault.reclaim(vault.survey(List.of(1L)), 1);
        assertThat(volume.names()).contains("index/closed");
        SealedRecord dangling = Records.root(30, tree1.id());
        try (Upload upload = vault.upload(next())) {
            Sessions.put(upload, dangling);
            assertThat(upload.commit(dangling.id(), FIGURES, NOW))
                    .isEqualTo(new CommitOutcome.Missing(List.of(tree1.id())));
        }
        commit(Records.root(31, tree2.id()));
        assertReadable(both, second, tree2);
    }

    @Test
    void unreadableSnapshotFileStopsReclaimAndNoUpload() throws IOException {
        twoSnapshots();
        Survey before = vault.survey(List.of(2L));
        volume.flip("snapshots/0000000000000001.snap", 222);
        assertThatThrownBy(() -> vault.survey(List.of(2L)))
                .isInstanceOf(ReclaimStoppedException.class)
                .hasMessageContaining("snapshot 1");
        assertThatThrownBy(() -> vault.reclaim(before, 1))
                .isInstanceOf(ReclaimStoppedException.class);
        assertThat(vault.snapshots()).extracting(Snapshot::sequence).containsExactly(2L);
        assertReadable(both, first, second, tree1, root1, tree2, root2);
        commit(Records.root(31, tree2.id()));
    }

    @Test
    void unreadablePartialStopsReclaim() throws IOException {
        twoSnapshots();
        volume.overwrite("partials/x.part", new byte[9]);
        assertThatThrownBy(() -> vault.survey(List.of(2L)))
                .isInstanceOf(ReclaimStoppedException.class);
    }

    @Test
    void reachedTreeThatIsDamagedStopsReclaimUntilItIsHealed() throws IOException {
        twoSnapshots();
        PackName meta = packs(PackKind.META).getFirst();
        byte[] bytes = volume.bytes(meta.path());
        int at = indexOf(bytes, tree1.bytes()) + 150;
        volume.flip(meta.path(), at * 8L);
        assertThatThrownBy(() -> vault.survey(List.of(2L)))
                .isInstanceOf(ReclaimStoppedException.class)
                .hasMessageContaining(tree1.id().toString());
        assertThat(vault.damaged()).containsExactly(tree1.id());
        commit(Records.root(31, tree1.id()), tree1);
        assertThat(vault.survey(List.of(2L)).freed(1)).isEqualTo(3L * BLOCK);
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int at = 0; at <= bytes.length - part.length; at++) {
            if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        throw new AssertionError("not there");
    }

    @Test
    void damagedChunkIsKeptAndStopsNothing() throws IOException {
        twoSnapshots();
        PackName data = packs(PackKind.DATA).getFirst();
        volume.flip(data.path(), (indexOf(volume.bytes(data.path()), both.bytes()) + 150) * 8L);
        assertThat(Sessions.read(vault, both)).isEmpty();
        vault.reclaim(vault.survey(List.of(1L)), 1);
        assertThat(isHole(both)).isFalse();
        assertThat(vault.damaged()).containsExactly(both.id());
        // When it is healed the damaged record goes.
        commit(Records.root(31, tree2.id()), both);
        assertThat(vault.survey(List.of()).freed(0)).isEqualTo(2L * BLOCK);
        vault.reclaim(vault.survey(List.of()), 0);
        assertReadable(both, second, tree2, root2);
    }

    @Test
    void lostPackStopsReclaim() throws IOException {
        twoSnapshots();
        volume.remove(packs(PackKind.DATA).getFirst().path());
        assertThatThrownBy(() -> vault.survey(List.of(2L)))
                .isInstanceOf(ReclaimStoppedException.class)
                .hasMessageContaining("is lost");
    }

    @Test
    void packWithADamagedTableIsLeftAlone() throws IOException {
        twoSnapshots();
        for (PackKind kind : PackKind.values()) {
            String path = packs(kind).getFirst().path();
            byte[] bytes = volume.bytes(path);
            volume.flip(path, (bytes.length - 20) * 8L);
        }
        Survey survey = vault.survey(List.of(1L, 2L));
        assertThat(survey.freed(1)).isZero();
        vault.reclaim(survey, 1);
        assertReadable(both, first, second, tree1, root1, tree2, root2);
    }

    @Test
    void exclusiveBytesAreThoseThatOnlyOneSnapshotReaches() throws IOException {
        twoSnapshots();
        commit(Records.root(31, tree2.id()));
        Map<Long, Long> exclusive = vault.exclusiveBytes();
        assertThat(exclusive.keySet()).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(exclusive.get(1L)).isEqualTo(BLOCK + tree1.length() + (long) root1.length());
        assertThat(exclusive.get(2L)).isEqualTo(root2.length());
    }

    @Test
    void metaPackIsRewrittenWhenHalfOfItIsDead() throws IOException {
        List<SealedRecord> trees = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            trees.add(Records.tree(1000 + i, both.id()));
        }
        SealedRecord wide =
                Records.root(40, trees.stream().map(SealedRecord::id).toArray(ObjectId[]::new));
        try (Upload upload = vault.upload(next())) {
            Sessions.put(upload, both, first, tree1);
            Sessions.put(upload, trees.toArray(SealedRecord[]::new));
            commit(upload, wide);
            commit(upload, root1);
        }
        assertThat(packs(PackKind.META)).hasSize(2);
        long size = volume.bytes(packs(PackKind.META).getFirst().path()).length;
        Survey survey = vault.survey(List.of(1L));
        Reclaimed done = vault.reclaim(survey, 1);
        assertThat(done.rewritten()).isEqualTo(1);
        assertReadable(both, first, tree1, root1);
        assertGone(trees.toArray(SealedRecord[]::new));
        assertThat(done.promised()).isGreaterThan(size / 3);
        assertThat(vault.survey(List.of()).freed(0)).isZero();
        commit(Records.root(32, tree1.id()));
        vault.rebuildIndex();
        assertReadable(both, first, tree1, root1);
    }

    @Test
    void dataPackIsRewrittenWhereHolesCannotBePunched() throws IOException {
        volume.withoutPunching();
        twoSnapshots();
        assertThat(vault.survey(List.of(1L)).freed(1)).isZero();
        Survey survey = vault.survey(List.of(2L));
        assertThat(survey.freed(1)).isZero();
        SealedRecord large = Records.chunk(50, 100_000);
        SealedRecord tree = Records.tree(51, large.id());
        try (Upload upload = vault.upload(next())) {
            Sessions.put(upload, large, Records.chunk(52, 30));
            commit(upload, Records.root(53, tree.id()), tree);
            commit(upload, Records.root(54, Records.id(52)));
        }
        Reclaimed done = vault.reclaim(vault.survey(List.of(3L)), 1);
        assertThat(done.rewritten()).isEqualTo(1);
        assertThat(done.promised()).isEqualTo((25L + 1) * BLOCK);
        assertThat(done.unlinked()).isEqualTo(1);
        assertGone(large);
        assertReadable(Records.chunk(52, 30), both, second);
        assertThat(isHole(large)).isTrue();
    }

    @Test
    void tinyPacksAreMerged() throws IOException {
        List<SealedRecord> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            SealedRecord chunk = Records.chunk(100 + i, 500);
            SealedRecord root = Records.root(200 + i, chunk.id());
            commit(root, chunk);
            all.addAll(List.of(chunk, root));
        }
        assertThat(PackName.list(volume)).hasSize(40);
        vault.reclaim(vault.survey(List.of(3L)), 1);
        assertThat(PackName.list(volume)).hasSizeLessThan(6);
        all.subList(4, 6).clear();
        assertReadable(all.toArray(SealedRecord[]::new));
        assertGone(Records.chunk(102, 500), Records.root(202, Records.id(102)));
        commit(Records.root(300, Records.id(100), Records.id(119)));
        Vault.open(volume).rebuildIndex();
        assertReadable(all.toArray(SealedRecord[]::new));
    }

    @Test
    void damagedNoteIsMadeAgainFromTheHoles() throws IOException {
        twoSnapshots();
        vault.reclaim(vault.survey(List.of(1L)), 1);
        String note = "condemned/" + volume.list("condemned").getFirst();
        volume.flip(note, 200);
        vault = Vault.open(volume);
        assertThat(vault.missing(List.of(first.id(), both.id()))).containsExactly(first.id());
        assertReadable(both, second, tree2, root2);
        SealedRecord dangling = Records.root(30, tree1.id());
        try (Upload upload = vault.upload(next())) {
            Sessions.put(upload, dangling);
            assertThat(upload.commit(dangling.id(), FIGURES, NOW))
                    .isInstanceOf(CommitOutcome.Missing.class);
        }
        vault.reclaim(vault.survey(List.of()), 0);
        assertReadable(both, second, tree2, root2);
    }

    @Test
    void longerOrderThanARecordCanTellIsCutShort() throws IOException {
        List<Long> order = new ArrayList<>();
        for (long i = 1; i <= Survey.ORDER_MAX + 1; i++) {
            order.add(i);
        }
        twoSnapshots();
        assertThat(vault.survey(order).order()).hasSize(Survey.ORDER_MAX);
        assertThat(vault.survey(order).freed(Survey.ORDER_MAX)).isPositive();
    }

    @Test
    void childrenBehindTheScanAreFollowedHoweverTheyLie() throws IOException {
        // Each older than its parent by its pack, and the chain goes to and fro between two packs.
        List<SealedRecord> chain = new ArrayList<>(List.of(both));
        for (int i = 0; i < 40; i++) {
            chain.add(Records.tree(500 + i, chain.getLast().id()));
        }
        for (int odd = 0; odd < 2; odd++) {
            try (Upload upload = vault.upload(next())) {
                for (int i = odd; i < chain.size(); i += 2) {
                    Sessions.put(upload, chain.get(i));
                }
            }
        }
        commit(Records.root(700, chain.getLast().id()));
        assertThat(vault.survey(List.of()).freed(0)).isZero();
        vault.reclaim(vault.survey(List.of(1L)), 1);
        assertThat(PackName.list(volume)).isEmpty();
    }
}
