package dev.holdfast.server.maintain;

import static dev.holdfast.server.Samples.NOW;
import static dev.holdfast.server.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.store.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexRebuildTest {
    @TempDir Path root;

    private void vault(ClientId client) throws IOException {
        Path folder = Files.createDirectories(root.resolve("vaults/" + client));
        Vault.create(Volume.on(folder), new VaultId(new UUID(1, 2)), Timestamp.of(NOW));
    }

    @Test
    void aVaultThatCannotBeOpenedKeepsNoOtherFromBeingRebuilt() throws IOException {
        vault(id(1));
        Files.createDirectories(root.resolve("vaults/" + id(2)));
        Files.createDirectories(root.resolve("vaults/lost+found"));
        IndexRebuild rebuild = new IndexRebuild(ServerConfig.at(root));
        assertThat(rebuild.clients()).containsExactly(id(1), id(2));
        assertThat(rebuild.rebuild(id(1)))
                .isInstanceOfSatisfying(
                        IndexRebuild.Rebuilt.class,
                        rebuilt -> assertThat(rebuilt.figures().records()).isZero());
        assertThat(rebuild.rebuild(id(2))).isInstanceOf(IndexRebuild.Failed.class);
        assertThat(rebuild.rebuild(id(3))).isInstanceOf(IndexRebuild.Failed.class);
    }

    @Test
    void aServerWithoutVaultsHasNothingToRebuild() throws IOException {
        assertThat(new IndexRebuild(ServerConfig.at(root)).clients()).isEmpty();
    }
}
