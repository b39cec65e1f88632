package dev.holdfast.codec.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.MalformedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PassphraseBoxTest {
    private static final String PASSPHRASE = "correct horse battery";
    private static final byte[] PLAIN = "what must come along".getBytes(StandardCharsets.UTF_8);
    private static final int ITERATIONS_AT = 8;

    private final SecureRandom random = new SecureRandom();

    @Test
    void whoKnowsThePassphraseOpensIt() throws Exception {
        byte[] sealed = PassphraseBox.seal(PLAIN, PASSPHRASE, random);
        assertThat(PassphraseBox.open(sealed, PASSPHRASE, random)).isEqualTo(PLAIN);
    }

    @Test
    void nobodyElseDoes() {
        byte[] sealed = PassphraseBox.seal(PLAIN, PASSPHRASE, random);
        assertThatThrownBy(() -> PassphraseBox.open(sealed, PASSPHRASE + " ", random))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("passphrase");
    }

    @Test
    void whatWasAlteredOrCutShortDoesNotOpen() {
        byte[] sealed = PassphraseBox.seal(PLAIN, PASSPHRASE, random);
        Random places = new Random(1);
        for (int i = 0; i < 2; i++) {
            byte[] altered = sealed.clone();
            altered[12 + places.nextInt(altered.length - 12)] ^= 1;
            assertMalformed(altered);
        }
        for (int length : new int[] {0, 7, 27, 28, sealed.length - 1}) {
            assertMalformed(Arrays.copyOf(sealed, length));
        }
    }

    @Test
    void aMadeUpNumberOfIterationsKeepsNobodyBusy() {
        byte[] sealed = PassphraseBox.seal(PLAIN, PASSPHRASE, random);
        for (int iterations : new int[] {0, -1, Integer.MAX_VALUE}) {
            byte[] altered = sealed.clone();
            ByteBuffer.wrap(altered).putInt(ITERATIONS_AT, iterations);
            assertMalformed(altered);
        }
    }

    @Test
    void aShortPassphraseIsRefused() {
        assertThatThrownBy(() -> PassphraseBox.seal(PLAIN, "too short", random))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12");
    }

    private void assertMalformed(byte[] file) {
        assertThatThrownBy(() -> PassphraseBox.open(file, PASSPHRASE, random))
                .isInstanceOf(MalformedException.class);
    }
}
