package dev.holdfast.store.vault;

import static dev.holdfast.store.vault.Sessions.FIGURES;
import static dev.holdfast.store.vault.Sessions.NOW;
import static dev.holdfast.store.vault.Sessions.VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.testkit.Records;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void committedSnapshotIsReadBackFromAVaultOpenedAgain() throws IOException {
        try (Upload upload = vault.upload(Sessions.session(1))) {
            Sessions.put(upload, chunk, tree, root);
            assertThat(upload.commit(root.id(), FIGURES, NOW))
                    .isInstanceOf(CommitOutcome.Committed.class);
        }
        Vault again = Vault.open(volume);
        assertThat(again.snapshots()).hasSize(1);
        assertThat(again.snapshots().getFirst().root()).isEqualTo(root.id());
        assertThat(Sessions.read(again, root, tree, chunk))
                .isEqualTo(Sessions.bytes(root, tree, chunk));
        assertThat(again.wraps(Records.KEY)).containsExactly(Records.wrap(Records.KEY));
    }

    @Test
    void commitNamesWhatIsMissingAndWritesNothing() throws IOException {
        try (Upload upload = vault.upload(Sessions.session(1))) {
            Sessions.put(upload, tree, root);
            assertThat(upload.commit(root.id(), FIGURES, NOW))
                    .isEqualTo(new CommitOutcome.Missing(List.of(chunk.id())));
        }
        assertThat(vault.snapshots()).isEmpty();
    }
}
