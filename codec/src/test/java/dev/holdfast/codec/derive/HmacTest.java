package dev.holdfast.codec.derive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HmacTest {
    private final Hmac hmac = new Hmac(new SecretKeySpec("Jefe".getBytes(US_ASCII), "Generic"));

    /** RFC 4231, test case 2. */
    private static final byte[] EXPECTED =
            HexFormat.of()
                    .parseHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");

    @Test
    void authenticatesAsInRfc4231() {
        byte[] message = "xxwhat do ya want for nothing?x".getBytes(US_ASCII);
        assertThat(hmac.of(message, 2, message.length - 1)).isEqualTo(EXPECTED);
    }

    @Test
    void manyThreadsDoNotDisturbEachOther() {
        byte[] message = "what do ya want for nothing?".getBytes(US_ASCII);
        assertThat(
                        IntStream.range(0, 10_000)
                                .parallel()
                                .mapToObj(i -> HexFormat.of().formatHex(hmac.of(message, 0, 28)))
                                .distinct())
                .containsExactly(HexFormat.of().formatHex(EXPECTED));
    }
}
