package dev.holdfast.store.vault;

import static dev.holdfast.store.vault.Sessions.FIGURES;
import static dev.holdfast.store.vault.Sessions.NOW;
import static dev.holdfast.store.vault.Sessions.VAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.feature.TooNewException;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.store.frame.Frame;
import dev.holdfast.store.pack.DamagedRecord;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackName;
import dev.holdfast.testkit.Records;
import dev.holdfast.testkit.SimulatedVolume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
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
    void flippedBitInVaultFileIsMadeGoodFromThePacks() throws IOException {
        byte[] sound = volume.bytes("vault.cbor");
        for (long bit = 0; bit < sound.length * 8L; bit++) {
            volume.flip("vault.cbor", bit);
            assertThat(Vault.open(volume).id()).isEqualTo(VAULT);
            assertThat(volume.bytes("vault.cbor")).isEqualTo(sound);
        }
    }

    @ParameterizedTest
    @EnumSource
    void lostVaultFileIsMadeAgainFromPacksOfEitherKind(PackKind left) throws IOException {
        byte[] sound = volume.bytes("vault.cbor");
        for (PackKind kind : PackKind.values()) {
            if (kind != left) {
                volume.remove(pack(kind));
            }
        }
        volume.remove("vault.cbor");
        assertThat(Vault.open(volume).id()).isEqualTo(VAULT);
        assertThat(volume.bytes("vault.cbor")).isEqualTo(sound);
    }

    @Test
    void vaultThatLostItsFileOpensOnAFullDisc() throws IOException {
        volume.remove("vault.cbor");
        volume.fullFrom(volume.operations() + 1);
        assertThat(Sessions.read(Vault.open(volume), all)).isEqualTo(Sessions.digests(all));
    }

    @Test
    void vaultWithNothingButASnapshotIsNeitherOpenedNorMadeAnew() throws IOException {
        volume.remove(pack(PackKind.DATA));
        volume.remove(pack(PackKind.META));
        volume.remove("vault.cbor");
        assertThatThrownBy(() -> Vault.open(volume)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Vault.create(volume, VAULT, NOW))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void vaultWithNothingButADamagedFileIsNotOpened() throws IOException {
        SimulatedVolume empty = new SimulatedVolume();
        Vault.create(empty, VAULT, NOW);
        empty.flip("vault.cbor", 99);
        assertThatThrownBy(() -> Vault.open(empty)).isInstanceOf(MalformedException.class);
    }

    @Test
    void packsOfTwoVaultsDoNotTellWhichItIs() throws IOException {
        SimulatedVolume other = new SimulatedVolume();
        Vault stranger = Vault.create(other, new VaultId(new UUID(1, 1)), NOW);
        try (Upload upload = stranger.upload(Sessions.session(1))) {
            Sessions.put(upload, all);
        }
        for (PackName name : PackName.list(other)) {
            volume.makeDirectory(name.kind().directory(name.id()));
            volume.overwrite(name.path(), other.bytes(name.path()));
        }
        volume.remove("vault.cbor");
        assertThatThrownBy(() -> Vault.open(volume)).isInstanceOf(MalformedException.class);
    }

    @Test
    void packWithUnknownFeaturesKeepsTheVaultFileFromBeingMadeAgain() throws IOException {
        String pack = pack(PackKind.META);
        byte[] bytes = volume.bytes(pack);
        byte[] header = tooNew(bytes);
        byte[] changed = Arrays.copyOf(header, header.length + bytes.length);
        System.arraycopy(bytes, 0, changed, header.length, bytes.length);
        volume.overwrite(pack, changed);
        volume.remove("vault.cbor");
        assertThatThrownBy(() -> Vault.open(volume)).isInstanceOf(TooNewException.class);
        assertThat(volume.names()).doesNotContain("vault.cbor");
    }

    /** A pack's header with a feature that nobody may write beside without knowing it. */
    private static byte[] tooNew(byte[] pack) throws IOException {
        byte[] body = Frame.decodeFirst("HFpack01", pack);
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        // [features, …], with features [[], ["x"], []] where [[], [], []] was.
        changed.writeBytes(new byte[] {(byte) 0x82, (byte) 0x83, (byte) 0x80, (byte) 0x81});
        changed.writeBytes(new byte[] {0x61, 'x', (byte) 0x80});
        changed.write(body, 5, body.length - 5);
        return Frame.encode("HFpack01", changed.toByteArray());
    }

    @Test
    void snapshotFileTooLongForOneIsUnreadable() throws IOException {
        volume.overwrite("snapshots/0000000000000002.snap", new byte[(64 << 10) + 1]);
        volume.overwrite("snapshots/8000000000000000.snap", new byte[1]);
        volume.overwrite("snapshots/README.snap", new byte[1]);
        assertThat(vault.unreadableSnapshots()).containsExactly(2L);
        assertThat(vault.snapshots()).hasSize(1);
    }

    @Test
    void damagedSnapshotHidesNoOtherAndKeepsItsNumber() throws IOException {
        volume.flip("snapshots/0000000000000001.snap", 222);
        SealedRecord second = Records.root(9, tree.id());
        try (Upload upload = vault.upload(Sessions.session(2))) {
            Sessions.put(upload, second);
            upload.commit(second.id(), FIGURES, NOW);
        }
        assertThat(vault.unreadableSnapshots()).containsExactly(1L);
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
