package dev.holdfast.store.vault;

import static dev.holdfast.store.vault.Sessions.FIGURES;
import static dev.holdfast.store.vault.Sessions.NOW;
import static dev.holdfast.store.vault.Sessions.VAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.store.pack.DamagedRecord;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackName;
import dev.holdfast.testkit.Records;
import dev.holdfast.testkit.SimulatedVolume;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bits rot, files are cut or taken away. */
class DamageTest {
    private final SimulatedVolume volume = new SimulatedVolume();
    private final SealedRecord chunk1 = Records.chunk(1, 5000);
    private final SealedRecord chunk2 = Records.chunk(4, 300);
    private final SealedRecord tree = Records.tree(2, chunk1.id(), chunk2.id());
    private final SealedRecord root = Records.root(3, tree.id());
    private final SealedRecord[] all = {chunk1, chunk2, tree, root};
    private Vault vault;

    @BeforeEach
    void commit() throws IOException {
        vault = Vault.create(volume, VAULT, NOW);
        try (Upload upload = vault.upload(Sessions.session(1))) {
            Sessions.put(upload, all);
            assertThat(upload.commit(root.id(), FIGURES, NOW))
                    .isInstanceOf(CommitOutcome.Committed.class);
        }
    }

    private String pack(PackKind kind) throws IOException {
        return PackName.list(volume).stream()
                .filter(name -> name.kind() == kind)
                .findFirst()
                .orElseThrow()
                .path();
    }

    private void clearQuarantine() throws IOException {
        for (String name : volume.list("quarantine")) {
            volume.remove("quarantine/" + name);
        }
    }

    @ParameterizedTest
    @EnumSource
    void flippedBitInAPackCostsAtMostOneRecordAndIsHealed(PackKind kind) throws IOException {
        byte[] sound = volume.bytes(pack(kind));
        for (long bit = 3; bit < sound.length * 8L; bit += kind == PackKind.DATA ? 2999 : 211) {
            volume.overwrite(pack(kind), sound);
            clearQuarantine();
            volume.flip(pack(kind), bit);
            Vault damaged = Vault.open(volume);
            assertThat(Sessions.read(damaged, all)).hasSizeGreaterThanOrEqualTo(3);
            assertThat(damaged.damaged())
                    .hasSize(4 - Sessions.read(damaged, all).size())
                    .isEqualTo(Vault.open(volume).damaged());
        }
        assertThat(vault.snapshots()).hasSize(1);
    }

    @Test
    void damagedRecordIsHealedByTheFirstGoodOne() throws IOException {
        volume.flip(pack(PackKind.DATA), (4096 + 100) * 8L);
        assertThat(Sessions.read(vault, all)).hasSize(3);
        assertThat(vault.damaged()).containsExactly(chunk1.id());
        assertThat(vault.missing(List.of(chunk1.id()))).containsExactly(chunk1.id());
        try (Upload heals = vault.upload(Sessions.session(2))) {
            Sessions.put(heals, all);
        }
        assertThat(vault.damaged()).isEmpty();
        assertThat(Sessions.read(vault, all)).isEqualTo(Sessions.digests(all));
        assertThat(Sessions.read(Vault.open(volume), all)).hasSize(4);
        vault.rebuildIndex();
        assertThat(Sessions.read(vault, all)).isEqualTo(Sessions.digests(all));
        assertThat(vault.damaged()).isEmpty();
    }

    @Test
    void quarantinedRecordIsNotPresentForAnybody() throws IOException {
        Vault other = Vault.open(volume);
        PackName pack =
                PackName.list(volume).stream()
                        .filter(name -> name.kind() == PackKind.DATA)
                        .findFirst()
                        .orElseThrow();
        vault.quarantine(List.of(new DamagedRecord(pack.id(), 1, chunk2.id())));
        assertThat(other.damaged()).containsExactly(chunk2.id());
        assertThat(Sessions.read(other, chunk2)).isEmpty();
        assertThat(Sessions.read(Vault.open(volume), all)).hasSize(3);
    }

    @Test
    void damageIsReportedOnAFullDiscToo() throws IOException {
        volume.flip(pack(PackKind.DATA), (4096 + 100) * 8L);
        volume.fullFrom(volume.operations() + 1);
        assertThat(Sessions.read(vault, all)).hasSize(3);
        assertThat(vault.damaged()).containsExactly(chunk1.id());
        assertThat(Sessions.read(Vault.open(volume), all)).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void cutPackIsReadUpToTheCut(PackKind kind) throws IOException {
        byte[] sound = volume.bytes(pack(kind));
        for (int length = 0; length < sound.length; length += sound.length / 17) {
            clearQuarantine();
            volume.overwrite(pack(kind), sound);
            vault.rebuildIndex();
            volume.overwrite(pack(kind), Arrays.copyOf(sound, length));
            Vault cut = Vault.open(volume);
            int readable = Sessions.read(cut, all).size();
            assertThat(readable).isGreaterThanOrEqualTo(2);
            cut.rebuildIndex();
            assertThat(Sessions.read(cut, all)).hasSize(readable);
        }
    }

    @Test
    void flippedBitInASegmentIsMadeGood() throws IOException {
        for (String name : List.of("closed", "0000000000000001.seg")) {
            byte[] sound = volume.bytes("index/" + name);
            for (long bit = 0; bit < sound.length * 8L; bit += 11) {
                volume.overwrite("index/" + name, sound);
                volume.flip("index/" + name, bit);
                Vault damaged = Vault.open(volume);
                assertThat(damaged.missing(List.copyOf(Sessions.digests(all).keySet()))).isEmpty();
                assertThat(Sessions.read(damaged, all)).hasSize(4);
            }
        }
    }

    @Test
    void wholeIndexMayBeTakenAway() throws IOException {
        for (String name : volume.list("index")) {
            volume.remove("index/" + name);
        }
        assertThat(Sessions.read(vault, all)).hasSize(4);
        assertThat(Sessions.read(Vault.open(volume), all)).hasSize(4);
    }

    @Test
    void emptyFolderMayBeLostOnTheWay() throws IOException {
        for (String folder : VaultState.FOLDERS) {
            for (String name : volume.list(folder)) {
                volume.remove(folder + "/" + name);
            }
            volume.delete(folder);
        }
        Vault opened = Vault.open(volume);
        assertThat(opened.rebuildIndex().records()).isEqualTo(4);
        assertThat(Sessions.read(opened, all)).hasSize(4);
        try (Upload upload = opened.upload(Sessions.session(2))) {
            Sessions.put(upload, all);
            assertThat(upload.commit(root.id(), FIGURES, NOW))
                    .isInstanceOf(CommitOutcome.Committed.class);
        }
    }

    @Test
    void flippedBitInVaultFileIsRefused() throws IOException {
        byte[] sound = volume.bytes("vault.cbor");
        for (long bit = 0; bit < sound.length * 8L; bit++) {
            volume.overwrite("vault.cbor", sound);
            volume.flip("vault.cbor", bit);
            assertThatThrownBy(() -> Vault.open(volume)).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void damagedSnapshotHidesNoOtherAndKeepsItsNumber() throws IOException {
        volume.flip("snapshots/0000000000000001.snap", 222);
        SealedRecord second = Records.root(9, tree.id());
        try (Upload upload = vault.upload(Sessions.session(2))) {
            Sessions.put(upload, second);
            upload.commit(second.id(), FIGURES, NOW);
        }
        assertThat(vault.unreadableSnapshots()).containsExactly("0000000000000001.snap");
        assertThat(vault.snapshots()).hasSize(1);
        assertThat(vault.snapshots().getFirst().sequence()).isEqualTo(2);
    }

    @Test
    void damagedPartialIsReportedAndReplaced() throws IOException {
        SealedRecord part = Records.root(9, tree.id());
        try (Upload upload = vault.upload(Sessions.session(2))) {
            Sessions.put(upload, part);
            upload.checkpoint(part.id(), NOW);
            String name = volume.list("partials").getFirst();
            volume.flip("partials/" + name, 300);
            assertThat(vault.partials()).isEmpty();
            assertThat(vault.unreadablePartials()).containsExactly(name);
            upload.checkpoint(part.id(), NOW);
        }
        assertThat(vault.partials()).hasSize(1);
        assertThat(vault.unreadablePartials()).isEmpty();
    }

    @Test
    void packTakenAwayIsAbsentAndNotAnError() throws IOException {
        volume.remove(pack(PackKind.DATA));
        assertThat(vault.read(List.of(chunk1.id(), root.id()), record -> {}))
                .containsExactly(chunk1.id());
        assertThat(Vault.open(volume).missing(List.of(chunk1.id(), tree.id())))
                .containsExactly(chunk1.id());
    }

    @Test
    void whatNeverGotItsNameIsSweptAway() throws IOException {
        volume.overwrite("snapshots/0000000000000009.snap.new", new byte[5]);
        volume.overwrite("index/0000000000000009.seg.new", new byte[5]);
        assertThat(Vault.open(volume).unreadableSnapshots()).isEmpty();
        assertThat(volume.names()).noneMatch(name -> name.endsWith(".new"));
    }
}
