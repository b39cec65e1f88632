package dev.holdfast.client.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.ssh.Ed25519Key;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerTextTest {
    private static final PublicKeyLine ONE = Ed25519Key.fromSeed(new byte[32]).publicKey();
    private static final PublicKeyLine OTHER = Ed25519Key.fromSeed(seedOfOnes()).publicKey();

    @Test
    void knownHostsNamesEachKeyOfTheServerByTheAlias() {
        assertThat(ServerText.knownHosts(List.of(ONE, OTHER)))
                .isEqualTo("holdfast-server %s\nholdfast-server %s\n".formatted(ONE, OTHER));
    }

    @Test
    void anAlgorithmIsNamedOnce() {
        assertThat(ServerText.hostKeyAlgorithms(List.of(ONE, OTHER))).isEqualTo("ssh-ed25519");
    }

    @ParameterizedTest
    @CsvSource({
        "backup, 22, holdfast@backup",
        "backup, 2222, holdfast@backup:2222",
        "::1, 22, holdfast@[::1]",
        "::1, 2222, holdfast@[::1]:2222",
    })
    void aServerIsShownAsPeopleWriteIt(String host, int port, String shown) {
        ServerAddress server = new ServerAddress(host, port, "holdfast", List.of(ONE));
        assertThat(ServerText.shown(server)).isEqualTo(shown);
    }

    private static byte[] seedOfOnes() {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) 1);
        return seed;
    }
}
