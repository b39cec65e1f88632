package dev.holdfast.codec.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.Test;

/** With the keys of RFC 7748, 6.1. */
class X25519Test {
    private static final byte[] ALICE_PRIVATE =
            hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
    private static final byte[] ALICE_PUBLIC =
            hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
    private static final byte[] BOB_PRIVATE =
            hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
    private static final byte[] BOB_PUBLIC =
            hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
    private static final byte[] SHARED =
            hex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void publicKeyFollowsFromThePrivateKey() {
        assertThat(X25519.publicKeyOf(X25519.privateKey(ALICE_PRIVATE))).isEqualTo(ALICE_PUBLIC);
        assertThat(X25519.publicKeyOf(X25519.privateKey(BOB_PRIVATE))).isEqualTo(BOB_PUBLIC);
    }

    @Test
    void bytesOfAPublicKeyAreLittleEndian() throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(X25519.privateKey(ALICE_PRIVATE));
        agreement.doPhase(X25519.publicKey(BOB_PUBLIC), true);
        assertThat(agreement.generateSecret()).isEqualTo(SHARED);
    }
}
