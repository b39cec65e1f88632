package dev.holdfast.server.client;

import static dev.holdfast.server.Samples.client;
import static dev.holdfast.server.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegisteredClientTest {
    @TempDir Path root;

    @Test
    void aVaultLiesUnderItsClientsIdAndItsFolderIsMade() throws IOException {
        RegisteredClient client =
                RegisteredClient.of(ServerConfig.at(root), client(1, "web1"), Rights.FULL);
        client.vaultFolder().makeDirectory("data");
        assertThat(root.resolve("vaults/" + id(1) + "/data")).isDirectory();
    }
}
