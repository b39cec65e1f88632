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
import dev.holdfast.store.scrub.Scrubbed;
import dev.holdfast.testkit.Records;
import dev.holdfast.testkit.Seeds;
import dev.holdfast.testkit.SimulatedVolume;
import dev.holdfast.testkit.StoppedException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What has rotted is found, named, and comes back if anybody still has it. */
class ScrubTest {
    private static final long EVERYTHING = Long.MAX_VALUE;

    private final SimulatedVolume volume = new SimulatedVolume();
    private final SealedRecord chunk1 = Records.chunk(1, 5000);
    private final SealedRecord chunk2 = Records.chunk(4, 300);
    private final SealedRecord tree = Records.tree(2, chunk1.id(), chunk2.id());
    private final SealedRecord root = Records.root(3, tree.id());
    private final SealedRecord[] all = {chunk1, chunk2, tree, root};
    private final SealedRecord chunk3 = Records.chunk(5, 700);
    private final SealedRecord tree2 = Records.tree(6, chunk3.id());
    private final SealedRecord root2 = Records.root(7, tree2.id());
    private Vault vault;

    @BeforeEach
    void commit() throws IOException {
        vault = Vault.create(volume, VAULT, NOW);
        commit(1, root, all);
        commit(2, root2, chunk3, tree2, root2);
    }

    private void commit(int session, SealedRecord of, SealedRecord... records) throws IOException {
        try (Upload upload = vault.upload(Sessions.session(session))) {
            Sessions.put(upload, records);
            assertThat(upload.commit(of.id(), FIGURES, NOW))
                    .isInstanceOf(CommitOutcome.Committed.class);
        }
    }

    private static Scrubbed scrub(Vault vault) throws IOException {
        return vault.scrub(EVERYTHING, NOW).orElseThrow();
    }

    /** The pack that has a record. */
    private String packOf(SealedRecord record) throws IOException {
        byte[] wanted = record.bytes();
        for (PackName name : PackName.list(volume)) {
            if (at(volume.bytes(name.path()), wanted) >= 0) {
                return name.path();
            }
        }
        throw new AssertionError("nowhere");
    }

    private static int at(byte[] bytes, byte[] wanted) {
        for (int at = 0; at <= bytes.length - wanted.length; at++) {
            if (java.util.Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    private void spoil(SealedRecord record) throws IOException {
        String pack = packOf(record);
        volume.flip(pack, (at(volume.bytes(pack), record.bytes()) + 90) * 8L);
    }

    @Test
    void soundVaultHasNothingToFind() throws IOException {
        Scrubbed scrubbed = scrub(vault);
        assertThat(scrubbed.packs()).isEqualTo(4);
        assertThat(scrubbed.damaged()).isZero();
        assertThat(scrubbed.worn()).isZero();
        assertThat(scrubbed.isRoundOver()).isTrue();
        assertThat(vault.health().isSound()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void flippedBitIsFoundWhereverItIs(PackKind kind) throws IOException {
        PackName pack =
                PackName.list(volume).stream()
                        .filter(name -> name.kind() == kind)
                        .findFirst()
                        .orElseThrow();
        byte[] sound = volume.bytes(pack.path());
        Set<String> used = new HashSet<>();
        for (long bit = 5; bit < sound.length * 8L; bit += kind == PackKind.DATA ? 1501 : 101) {
            volume.overwrite(pack.path(), sound);
            for (String name : volume.list("quarantine")) {
                volume.remove("quarantine/" + name);
            }
            volume.flip(pack.path(), bit);
            Vault damaged = Vault.open(volume);
            Scrubbed scrubbed = scrub(damaged);
            boolean isPadding = sound[(int) (bit / 8)] == 0 && kind == PackKind.DATA;
            assertThat(scrubbed.damaged() + scrubbed.worn())
                    .describedAs("bit %d of %s", bit, kind)
                    .isBetween(isPadding ? 0 : 1, 1);
            assertThat(damaged.damaged()).hasSize(scrubbed.damaged());
            used.add(scrubbed.damaged() + "/" + scrubbed.worn());
        }
        assertThat(used).contains("1/0", "0/1");
    }

    @Test
    void scrubbingGoesOnWhereItStopped() throws IOException {
        Set<Boolean> over = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            Scrubbed one = Vault.open(volume).scrub(1, NOW).orElseThrow();
            assertThat(one.packs()).isEqualTo(1);
            over.add(one.isRoundOver());
            assertThat(one.isRoundOver()).isEqualTo(i == 3);
        }
        assertThat(over).hasSize(2);
        assertThat(vault.health().scrub().orElseThrow().finished()).isEqualTo(NOW);
        assertThat(Vault.open(volume).scrub(1, NOW).orElseThrow().packs()).isEqualTo(1);
    }

    @Test
    void oneAtATimeScrubs() throws IOException {
        try (var _ = volume.lock("scrubbing")) {
            assertThat(vault.scrub(EVERYTHING, NOW)).isEmpty();
        }
        assertThat(vault.scrub(EVERYTHING, NOW)).isPresent();
    }

    @Test
    void snapshotThatLacksSomethingIsNamedUntilItIsHealed() throws IOException {
        spoil(chunk1);
        assertThat(scrub(vault).damaged()).isEqualTo(1);
        Health health = Vault.open(volume).health();
        assertThat(health.incomplete()).containsExactly(1L);
        assertThat(health.lost()).isEqualTo(1);
        assertThat(health.damaged()).isEqualTo(1);
        assertThat(vault.missing(List.of(chunk1.id()))).containsExactly(chunk1.id());
        try (Upload heals = vault.upload(Sessions.session(3))) {
            Sessions.put(heals, all);
        }
        assertThat(vault.health().isSound()).isTrue();
        assertThat(scrub(vault).damaged()).isZero();
        assertThat(Vault.open(volume).health().isSound()).isTrue();
    }

    @Test
    void damageThatNoSnapshotReachesIsNobodysLoss() throws IOException {
        try (Upload upload = vault.upload(Sessions.session(3))) {
            Sessions.put(upload, Records.chunk(50, 4000), Records.tree(51, Records.id(999)));
        }
        spoil(Records.chunk(50, 4000));
        assertThat(scrub(vault).damaged()).isEqualTo(1);
        assertThat(vault.health().incomplete()).isEmpty();
        assertThat(vault.health().lost()).isZero();
    }

    @Test
    void whatIsLostIsNamedForTheSeriesThatMayHaveItAndOnlyUntilItCommits() throws IOException {
        List<ObjectId> roots = List.of(root2.id());
        assertThat(vault.damagedBelow(roots)).isEmpty();
        spoil(chunk1);
        scrub(vault);
        assertThat(vault.damagedBelow(roots)).containsExactly(chunk1.id());
        assertThat(vault.damagedBelow(List.of())).isEmpty();
        SealedRecord root3 = Records.root(8, tree2.id());
        commit(3, root3, root3);
        assertThat(vault.damagedBelow(List.of(root3.id()))).isEmpty();
        assertThat(vault.damagedBelow(List.of(root.id()))).containsExactly(chunk1.id());
        assertThat(vault.damaged()).containsExactly(chunk1.id());
    }

    @Test
    void whatReclaimGaveBackIsNotDamaged() throws IOException {
        vault.reclaim(vault.survey(List.of(1L)), 1);
        assertThat(scrub(vault).damaged()).isZero();
        assertThat(scrub(Vault.open(volume)).damaged()).isZero();
        assertThat(vault.health().isSound()).isTrue();
    }

    @Test
    void rebuiltIndexKnowsWhatWasGivenBackThoughNobodyNotedIt() throws IOException {
        SealedRecord root3 = Records.root(8, tree2.id(), chunk2.id());
        commit(3, root3, root3);
        vault.reclaim(vault.survey(List.of(1L)), 1);
        assertThat(vault.missing(List.of(chunk1.id(), chunk2.id()))).containsExactly(chunk1.id());
        for (String name : volume.list("condemned")) {
            volume.remove("condemned/" + name);
        }
        Vault rebuilt = Vault.open(volume);
        rebuilt.rebuildIndex();
        assertThat(rebuilt.missing(List.of(chunk1.id(), chunk2.id()))).containsExactly(chunk1.id());
        assertThat(scrub(rebuilt).damaged()).isZero();
    }

    @Test
    void indexIsMadeAgainWhateverIsLostOfIt() throws IOException {
        try (Upload dies = vault.upload(Sessions.session(3))) {
            Sessions.put(dies, Records.chunk(60, 900));
        }
        for (int i = 0; i < volume.list("index").size(); i++) {
            volume.flip("index/" + volume.list("index").get(i), 333);
            commit(10 + i, root, all);
            assertThat(Sessions.read(Vault.open(volume), all)).hasSize(4);
        }
        for (String name : volume.list("index")) {
            volume.remove("index/" + name);
        }
        commit(99, root2, chunk3, tree2, root2);
        assertThat(volume.list("index")).isNotEmpty();
        assertThat(Sessions.read(vault, all)).hasSize(4);
        assertThat(Sessions.read(Vault.open(volume), all)).hasSize(4);
        assertThat(vault.snapshots()).hasSize(2);
    }

    @Test
    void packTakenAwayIsNamedAndGivenUpOnDemandOnly() throws IOException {
        volume.remove(packOf(chunk1));
        scrub(vault);
        assertThat(vault.health().incomplete()).containsExactly(1L);
        assertThat(vault.health().lost()).isEqualTo(2);
        assertThatThrownBy(() -> vault.survey(List.of()))
                .isInstanceOf(ReclaimStoppedException.class);
        commit(3, root2, root2);
        assertThat(vault.forgetLost(NOW).lost()).isEqualTo(2);
        assertThat(vault.survey(List.of(2L)).freed(1)).isPositive();
        vault.reclaim(vault.survey(List.of(2L)), 1);
        assertThat(vault.snapshots()).extracting(Snapshot::sequence).containsExactly(1L);
        assertThat(Sessions.read(vault, tree, root)).hasSize(2);
        scrub(vault);
        assertThat(vault.health().lost()).isZero();
        assertThat(vault.health().incomplete()).containsExactly(1L);
        try (Upload heals = vault.upload(Sessions.session(4))) {
            Sessions.put(heals, all);
        }
        scrub(vault);
        assertThat(vault.health().isSound()).isTrue();
        assertThat(vault.survey(List.of()).freed(0)).isZero();
    }

    @Test
    void lostTreeStopsReclaimUntilItIsGivenUp() throws IOException {
        spoil(tree);
        scrub(vault);
        assertThatThrownBy(() -> vault.survey(List.of()))
                .isInstanceOf(ReclaimStoppedException.class);
        vault.forgetLost(NOW);
        assertThat(vault.survey(List.of()).freed(0)).isPositive();
        vault.reclaim(vault.survey(List.of()), 0);
        assertThat(Sessions.read(vault, chunk3, tree2, root2, root)).hasSize(4);
    }

    @Test
    void unreadableSnapshotGoesWhenItIsGivenUp() throws IOException {
        volume.flip("snapshots/0000000000000001.snap", 222);
        assertThat(vault.health().unreadableSnapshots()).containsExactly(1L);
        assertThatThrownBy(() -> vault.survey(List.of()))
                .isInstanceOf(ReclaimStoppedException.class);
        vault.forgetLost(NOW);
        assertThat(vault.health().isSound()).isTrue();
        vault.reclaim(vault.survey(List.of()), 0);
        assertThat(vault.snapshots()).extracting(Snapshot::sequence).containsExactly(2L);
        commit(3, root, all);
        assertThat(vault.snapshots()).extracting(Snapshot::sequence).containsExactly(2L, 3L);
    }

    @Test
    void packWhoseTableAndARecordAreDamagedLosesOnlyThatRecord() throws IOException {
        String pack = packOf(chunk1);
        spoil(chunk1);
        volume.flip(pack, volume.bytes(pack).length * 8L - 100);
        Scrubbed scrubbed = scrub(vault);
        assertThat(scrubbed.worn()).isEqualTo(1);
        assertThat(vault.missing(List.of(chunk1.id(), chunk2.id()))).containsExactly(chunk1.id());
        assertThat(vault.health().incomplete()).containsExactly(1L);
    }

    @Test
    void damagedMemoryOfScrubbingBeginsANewRound() throws IOException {
        Vault.open(volume).scrub(1, NOW);
        volume.flip("scrub", 200);
        assertThat(scrub(vault).packs()).isEqualTo(4);
        spoil(chunk1);
        scrub(vault);
        volume.flip("damage", 200);
        assertThat(vault.health().incomplete()).isEmpty();
        scrub(vault);
        assertThat(vault.health().incomplete()).containsExactly(1L);
    }

    @Test
    void stoppedAtAnyOperationItFindsTheSameAgain() throws IOException {
        stopped(new Random(1), 1);
    }

    @ParameterizedTest
    @Seeds(20)
    @Tag("long")
    void stoppedAtAnyOperationItFindsTheSameAgainWhateverTheDiscForgets(long seed)
            throws IOException {
        stopped(new Random(seed), seed);
    }

    private static void stopped(Random random, long seed) throws IOException {
        boolean ended = false;
        for (int n = 1; !ended && n < 200; n++) {
            SimulatedVolume disc = new SimulatedVolume();
            Archive archive = new Archive(seed, Series.SYSTEM, 9000);
            Vault first = Vault.create(disc, VAULT, NOW);
            for (int i = 0; i < 3; i++) {
                archive.backUp(first);
            }
            List<PackName> packs = PackName.list(disc);
            PackName pack = packs.get(random.nextInt(packs.size()));
            disc.flip(pack.path(), 8L * (disc.bytes(pack.path()).length / 2));
            Vault undisturbed = Vault.open(disc.reopen(seed));
            undisturbed.scrub(EVERYTHING, NOW);
            disc.stopAt(disc.operations() + n);
            try {
                first.scrub(EVERYTHING, new Timestamp(2_000_000_000, 0));
                ended = true;
            } catch (StoppedException stopped) {
                // As planned.
            }
            Vault again = Vault.open(disc.reopen(seed + n));
            again.scrub(EVERYTHING, NOW);
            again.scrub(EVERYTHING, NOW);
            assertThat(again.damaged()).isEqualTo(undisturbed.damaged());
            archive.backUp(again);
            assertThat(again.snapshots()).hasSize(4);
        }
        assertThat(ended).isTrue();
    }

    @Test
    void onAFullDiscDamageIsFoundAllTheSame() throws IOException {
        spoil(chunk1);
        scrub(vault);
        for (String name : volume.list("quarantine")) {
            volume.remove("quarantine/" + name);
        }
        Vault full = Vault.open(volume);
        volume.fullFrom(volume.operations() + 1);
        assertThat(scrub(full).damaged()).isEqualTo(1);
        assertThat(full.damaged()).containsExactly(chunk1.id());
    }
}
