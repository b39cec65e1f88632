package dev.holdfast.protocol.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.MalformedException;
import dev.holdfast.protocol.Vectors;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519KeyTest {
    private static final Ed25519Key KEY = Ed25519Key.fromSeed(new byte[32]);

    @TempDir private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    })
    void theVectorsOfRfc8032Hold(String seed, String publicKey) {
        Ed25519Key key = Ed25519Key.fromSeed(Vectors.bytes(seed));
        assertThat(key.publicKey().blob().hex()).endsWith("00000020" + publicKey);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c", "holdfast web1", "a comment of eight times n bytes"})
    void sshKeygenReadsThePrivateKeyFile(String comment) throws Exception {
        Path file = SshKeygen.file(folder, "key", KEY.privateKeyFile(comment));
        assertThat(SshKeygen.run("-y", "-P", "", "-f", file.toString()))
                .isEqualTo(new SshKeygen.Verdict(0, (KEY.publicKey() + " " + comment).strip()));
    }

    @Test
    void sshKeygenAgreesForAnySeed() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 10; i++) {
            byte[] seed = new byte[32];
            random.nextBytes(seed);
            Ed25519Key key = Ed25519Key.fromSeed(seed);
            Path file = SshKeygen.file(folder, "key" + i, key.privateKeyFile(""));
            assertThat(SshKeygen.run("-y", "-P", "", "-f", file.toString()).output())
                    .isEqualTo(key.publicKey().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c", "holdfast"})
    void aPrivateKeyFileIsReadAgain(String comment) throws Exception {
        String file = KEY.privateKeyFile(comment);
        assertThat(Ed25519Key.ofPrivateKeyFile(file, comment).publicKey())
                .isEqualTo(KEY.publicKey());
    }

    @Test
    void aPrivateKeyFileWithAnyOtherLetterIsRefused() {
        String file = KEY.privateKeyFile("holdfast");
        for (int i = 0; i < file.length(); i++) {
            char other = file.charAt(i) == 'A' ? 'B' : 'A';
            String wrong = file.substring(0, i) + other + file.substring(i + 1);
            assertThatThrownBy(() -> Ed25519Key.ofPrivateKeyFile(wrong, "holdfast"))
                    .isInstanceOf(MalformedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "-----BEGIN OPENSSH PRIVATE KEY-----\n", "äöü"})
    void whatIsNoPrivateKeyFileIsRefused(String text) {
        assertThatThrownBy(() -> Ed25519Key.ofPrivateKeyFile(text, "holdfast"))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void theFileOfAKeyIsAlwaysTheSame() {
        assertThat(Ed25519Key.fromSeed(new byte[32]).privateKeyFile("c"))
                .isEqualTo(KEY.privateKeyFile("c"));
    }

    @Test
    void generatedKeysDiffer() {
        SecureRandom random = new SecureRandom();
        assertThat(Ed25519Key.generate(random).publicKey())
                .isNotEqualTo(Ed25519Key.generate(random).publicKey());
    }

    @Test
    void aChangedSeedArrayDoesNotChangeTheKey() {
        byte[] seed = new byte[32];
        Ed25519Key key = Ed25519Key.fromSeed(seed);
        seed[0] = 1;
        assertThat(key.privateKeyFile("c")).isEqualTo(KEY.privateKeyFile("c"));
    }

    @Test
    void aSeedHasThirtyTwoBytes() {
        for (int size : new int[] {0, 31, 33}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Ed25519Key.fromSeed(new byte[size]));
        }
    }

    @Test
    void aCommentHasNoSecondLine() {
        assertThatIllegalArgumentException().isThrownBy(() -> KEY.privateKeyFile("a\nb"));
    }

    @Test
    void aKeyShownIsOnlyItsFingerprint() {
        assertThat(KEY).hasToString(KEY.publicKey().fingerprint());
    }
}
