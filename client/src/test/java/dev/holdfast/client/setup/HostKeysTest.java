package dev.holdfast.client.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.protocol.ssh.Ed25519Key;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HostKeysTest {
    private static final PublicKeyLine ED25519 = Ed25519Key.fromSeed(new byte[32]).publicKey();
    private static final String ECDSA_LINE =
            "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBB"
                    + "A".repeat(86)
                    + "=";

    @Test
    void theBestKindComesFirstAndOtherKindsAreLeftOut() throws Exception {
        String scan =
                """
                # [b]:2222 SSH-2.0-OpenSSH_9.2p1
                [b]:2222 %s
                [b]:2222 ssh-dss AAAAB3NzaC1kc3MAAAA=
                [b]:2222 %s
                [b]:2222 %s

                nonsense
                """
                        .formatted(ECDSA_LINE, ED25519, ED25519);
        assertThat(HostKeys.parse(scan)).containsExactly(ED25519, PublicKeyLine.parse(ECDSA_LINE));
    }

    @Test
    void anEmptyScanHasNoKeys() {
        assertThat(HostKeys.parse("")).isEmpty();
    }

    @Test
    void aKeyIsFoundByItsFingerprintAndByItself() throws Exception {
        List<PublicKeyLine> keys = List.of(PublicKeyLine.parse(ECDSA_LINE), ED25519);
        assertThat(HostKeys.find(keys, ED25519.fingerprint())).contains(ED25519);
        assertThat(HostKeys.find(keys, " " + ED25519 + " root@backup\n")).contains(ED25519);
    }

    @Test
    void nothingElseFindsAKey() {
        List<PublicKeyLine> keys = List.of(ED25519);
        String fingerprint = ED25519.fingerprint();
        assertThat(HostKeys.find(keys, "")).isEmpty();
        assertThat(HostKeys.find(keys, fingerprint.substring(0, 20))).isEmpty();
        assertThat(HostKeys.find(keys, fingerprint.toLowerCase(Locale.ROOT))).isEmpty();
        assertThat(HostKeys.find(keys, ECDSA_LINE)).isEmpty();
    }
}
