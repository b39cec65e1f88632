package dev.holdfast.server.invite;

import static dev.holdfast.server.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostAddressTest {
    private static final String SAID = "address = \"backup.example\"\nport = 2222\n";

    @TempDir Path folder;

    @Test
    void anInvitationNamesWhatIsConfiguredAndTheHostsKeys() throws IOException {
        Files.writeString(folder.resolve("ssh_host_ed25519_key.pub"), key(1) + " root@host\n");
        Files.writeString(folder.resolve("ssh_host_dsa_key.pub"), "ssh-dss AAAA root@host\n");
        Files.writeString(folder.resolve("ssh_host_ed25519_key"), "secret");
        assertThat(HostAddress.find(ServerConfig.parse(SAID, "server.toml"), folder))
                .isEqualTo(new ServerAddress("backup.example", 2222, "holdfast", List.of(key(1))));
    }

    @Test
    void aHostHasANameOfItsOwn() throws IOException {
        Files.writeString(folder.resolve("ssh_host_ed25519_key.pub"), key(1) + "\n");
        assertThat(HostAddress.find(ServerConfig.DEFAULT, folder).host()).isNotBlank();
    }

    @Test
    void aHostWithoutKeysCannotInvite() throws IOException {
        ServerConfig config = ServerConfig.parse(SAID, "server.toml");
        assertThatThrownBy(() -> HostAddress.find(config, folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ssh-keygen -A");
    }
}
