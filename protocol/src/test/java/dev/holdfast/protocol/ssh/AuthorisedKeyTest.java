package dev.holdfast.protocol.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorisedKeyTest {
    private static final PublicKeyLine KEY = Ed25519Key.fromSeed(new byte[32]).publicKey();

    @TempDir private Path folder = Path.of("");

    @Test
    void aKeyMayRunOneCommandAndNothingElse() {
        assertThat(new AuthorisedKey("holdfast server serve --client 00ff", KEY))
                .hasToString("restrict,command=\"holdfast server serve --client 00ff\" " + KEY);
    }

    @Test
    void aQuoteWithinTheCommandDoesNotEndIt() {
        assertThat(new AuthorisedKey("say \"a b\" \\\"", KEY))
                .hasToString("restrict,command=\"say \\\"a b\\\" \\\\\"\" " + KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "a \"b\" c", "\"", "a\\b", "\\\"x", "#x", "a, b=\"c\" d"})
    void sshFindsTheKeyBehindTheCommand(String command) throws Exception {
        String line = new AuthorisedKey(command, KEY) + "\n";
        Path file = SshKeygen.file(folder, "authorized_keys", line);
        assertThat(SshKeygen.run("-l", "-f", file.toString()).output()).contains(KEY.fingerprint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\r", "a\u0000", "a\u007f", "ä", "a\\", "\t"})
    void whatSshdWouldReadOtherwiseIsRefused(String command) {
        assertThatIllegalArgumentException().isThrownBy(() -> new AuthorisedKey(command, KEY));
    }

    @Test
    void aCommandIsBounded() {
        assertThat(new AuthorisedKey("c".repeat(1_024), KEY).command()).hasSize(1_024);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AuthorisedKey("c".repeat(1_025), KEY));
    }
}
