package dev.holdfast.codec.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HkdfTest {
    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static SecretKey key(String hex) {
        return new SecretKeySpec(hex(hex), "Generic");
    }

    /** RFC 5869, A.1. */
    private static final byte[] OUTPUT =
            hex(
                    "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
                            + "34007208d5b887185865");

    @Test
    void expandsAsInRfc5869() {
        SecretKey key = key("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
        assertThat(Hkdf.expand(key, hex("f0f1f2f3f4f5f6f7f8f9"), 42)).isEqualTo(OUTPUT);
    }

    @Test
    void extractsAndExpandsAsInRfc5869() {
        SecretKey salt = key("000102030405060708090a0b0c");
        SecretKey secret = key("0b".repeat(22));
        assertThat(Hkdf.extractAndExpand(salt, secret, hex("f0f1f2f3f4f5f6f7f8f9"), 42))
                .isEqualTo(OUTPUT);
    }
}
