package dev.holdfast.store.vault;

import static dev.holdfast.store.vault.Sessions.FIGURES;
import static dev.holdfast.store.vault.Sessions.NOW;
import static dev.holdfast.store.vault.Sessions.VAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.KeyId;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Series;
import dev.holdfast.model.feature.TooNewException;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.Golden;
import dev.holdfast.store.pack.PackName;
import dev.holdfast.store.pack.PackWriter;
import dev.holdfast.testkit.Records;
import dev.holdfast.testkit.SimulatedVolume;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real folder. */
class VaultTest {
    private final SealedRecord chunk = Records.chunk(1, 5000);
    private final SealedRecord tree = Records.tree(2, chunk.id());
    private final SealedRecord root = Records.root(3, tree.id());

    @TempDir private Path folder;
    private Volume volume;
    private Vault vault;

    @BeforeEach
    void create() throws IOException {
        volume = Volume.on(folder);
        vault = Vault.create(volume, VAULT, NOW);
    }

    private void commit() throws IOException {
        try (Upload upload = vault.upload(Sessions.session(1))) {
            Sessions.put(upload, chunk, tree, root);
            assertThat(upload.commit(root.id(), FIGURES, NOW))
                    .isInstanceOf(CommitOutcome.Committed.class);
        }
    }

    @Test
    void committedSnapshotIsReadBackFromAVaultOpenedAgain() throws IOException {
        commit();
        Vault again = Vault.open(volume);
        assertThat(again.id()).isEqualTo(VAULT);
        assertThat(again.snapshots()).hasSize(1);
        assertThat(again.snapshots().getFirst().root()).isEqualTo(root.id());
        assertThat(Sessions.read(again, root, tree, chunk))
                .isEqualTo(Sessions.digests(root, tree, chunk));
    }

    @Test
    void wrapsAreFoundByTheirKey() throws IOException {
        assertThat(vault.wraps(Records.KEY)).isEmpty();
        commit();
        assertThat(vault.wraps(Records.KEY)).containsExactly(Records.wrap(Records.KEY));
        assertThat(Vault.open(volume).wraps(Records.KEY)).hasSize(1);
        assertThat(vault.wraps(new KeyId(new UUID(1, 1)))).isEmpty();
    }

    @Test
    void absentObjectsAreNamedInTheOrderAskedFor() throws IOException {
        commit();
        List<ObjectId> ids =
                List.of(Records.id(50), chunk.id(), Records.id(40), root.id(), Records.id(60));
        List<ObjectId> absent = List.of(Records.id(50), Records.id(40), Records.id(60));
        assertThat(vault.read(ids, record -> {})).isEqualTo(absent);
        assertThat(vault.missing(ids)).isEqualTo(absent);
    }

    @Test
    void recordIsStoredOnce() throws IOException {
        commit();
        try (Upload upload = vault.upload(Sessions.session(2))) {
            SealedRecord fresh = Records.chunk(7, 100);
            Sessions.put(upload, chunk, tree, root);
            assertThat(upload.newBytes()).isZero();
            Sessions.put(upload, fresh, fresh);
            assertThat(upload.newBytes()).isEqualTo(4096);
            assertThat(upload.missing(List.of(fresh.id(), Records.id(99), chunk.id())))
                    .containsExactly(Records.id(99));
            assertThat(vault.missing(List.of(fresh.id()))).hasSize(1);
            upload.flush();
            assertThat(vault.missing(List.of(fresh.id()))).isEmpty();
            assertThat(upload.missing(List.of(fresh.id()))).isEmpty();
        }
    }

    @Test
    void packsRollAtTheirLongestLength() throws IOException {
        int length = 4 << 20;
        try (Upload upload = vault.upload(Sessions.session(1))) {
            for (int i = 0; i < 17; i++) {
                upload.put(Records.chunk(100 + i, length));
            }
        }
        List<PackName> packs = PackName.list(volume);
        assertThat(packs).hasSize(2).allMatch(name -> name.state() == PackName.State.PUBLISHED);
        for (PackName pack : packs) {
            assertThat(folder.resolve(pack.path()).toFile().length())
                    .isLessThanOrEqualTo(PackWriter.LENGTH_MAX);
        }
        assertThat(Sessions.read(vault, Records.chunk(100, length), Records.chunk(116, length)))
                .hasSize(2);
    }

    @Test
    void twoVaultObjectsSeeWhatTheOtherPublished() throws IOException {
        Vault reader = Vault.open(volume);
        commit();
        assertThat(Sessions.read(reader, root, tree, chunk)).hasSize(3);
        assertThat(reader.snapshots()).hasSize(1);
        try (Upload mine = reader.upload(Sessions.session(2));
                Upload yours = vault.upload(Sessions.of(Sessions.origin(Series.MANUAL, 3)))) {
            SealedRecord one = Records.root(11, chunk.id());
            SealedRecord two = Records.root(12, tree.id());
            mine.put(one);
            yours.put(two);
            mine.commit(one.id(), FIGURES, NOW);
            yours.commit(two.id(), FIGURES, NOW);
        }
        assertThat(Sessions.read(reader, Records.root(12, tree.id()))).hasSize(1);
        assertThat(Sessions.read(vault, Records.root(11, chunk.id()))).hasSize(1);
        assertThat(vault.snapshots()).hasSize(3);
    }

    @Test
    void packOfALivingWriterIsLeftAlone() throws IOException {
        try (Upload upload = vault.upload(Sessions.session(1))) {
            upload.put(chunk);
            Vault other = Vault.open(volume);
            assertThat(other.missing(List.of(chunk.id()))).hasSize(1);
            assertThat(PackName.list(volume))
                    .allMatch(name -> name.state() == PackName.State.WRITING)
                    .hasSize(1);
            Sessions.put(upload, tree, root);
            assertThat(upload.commit(root.id(), FIGURES, NOW))
                    .isInstanceOf(CommitOutcome.Committed.class);
        }
    }

    @Test
    void readerOpensWhileSomebodyHoldsTheLock() throws IOException {
        commit();
        try (var _ = volume.lock("lock")) {
            assertThat(Sessions.read(Vault.open(volume), root)).hasSize(1);
        }
    }

    @Test
    void vaultIsCreatedOnceAndMustExist() throws IOException {
        assertThatThrownBy(() -> Vault.create(volume, VAULT, NOW))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> Vault.open(new SimulatedVolume()))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void vaultFileIsWrittenAsEver() throws IOException {
        Golden.requireSame("vault", volume.readAll("vault.cbor", 1000));
    }

    @Test
    void damagedOrTooNewVaultIsRefused() throws IOException {
        volume.replace("vault.cbor", Golden.bytes("vault-refused-digest"));
        assertThatThrownBy(() -> Vault.open(volume)).isInstanceOf(MalformedException.class);
        volume.replace("vault.cbor", Golden.bytes("vault-refused-too-new"));
        assertThatThrownBy(() -> Vault.open(volume)).isInstanceOf(TooNewException.class);
    }

    @Test
    void vaultWithFeaturesOnlyToBeReadTakesNoUpload() throws IOException {
        commit();
        volume.replace("vault.cbor", Golden.bytes("vault-read-only"));
        Vault readOnly = Vault.open(volume);
        assertThat(Sessions.read(readOnly, root)).hasSize(1);
        assertThatThrownBy(() -> readOnly.upload(Sessions.session(5)))
                .isInstanceOf(TooNewException.class);
    }

    @Test
    void indexIsMadeAgainFromThePacks() throws IOException {
        commit();
        IndexFigures figures = vault.rebuildIndex();
        assertThat(figures).isEqualTo(new IndexFigures(2, 3, 1));
        assertThat(Sessions.read(vault, root, tree, chunk)).hasSize(3);
    }

    @Test
    void manySmallPacksKeepTheIndexSmall() throws IOException {
        try (Upload upload = vault.upload(Sessions.session(1))) {
            for (int i = 0; i < 40; i++) {
                upload.put(Records.tree(1000 + i));
                upload.flush();
            }
        }
        assertThat(volume.list("index").stream().filter(name -> name.endsWith(".seg")).count())
                .isLessThanOrEqualTo(12);
        Vault again = Vault.open(volume);
        for (int i = 0; i < 40; i++) {
            assertThat(again.missing(List.of(Records.id(1000 + i)))).isEmpty();
        }
    }
}
