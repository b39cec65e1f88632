package dev.holdfast.protocol.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.MalformedException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyLineTest {
    private static final PublicKeyLine KEY = Ed25519Key.fromSeed(new byte[32]).publicKey();
    private static final String LINE = KEY.toString();

    @TempDir private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "ed25519, 256, ED25519",
        "ecdsa, 256, ECDSA_P256",
        "rsa, 2048, RSA",
        "rsa, 4096, RSA"
    })
    void keysThatSshKeygenMakesAreReadAndShownAsItShowsThem(
            String type, String bits, PublicKeyLine.Type expected) throws Exception {
        Path file = folder.resolve("key");
        String[] make = {"-q", "-t", type, "-b", bits, "-N", "", "-C", "me here", "-f", "" + file};
        assertThat(SshKeygen.run(make).status()).isZero();
        String line = Files.readString(folder.resolve("key.pub"));

        PublicKeyLine key = PublicKeyLine.parse(line);

        assertThat(key.type()).isEqualTo(expected);
        assertThat(line).isEqualTo(key + " me here\n");
        assertThat(SshKeygen.run("-l", "-f", file.toString()).output())
                .contains(" " + key.fingerprint() + " ");
    }

    @Test
    void aCommentIsDropped() throws Exception {
        assertThat(PublicKeyLine.parse("  " + LINE + " \t root@web1 \"x\" \n")).isEqualTo(KEY);
        assertThat(PublicKeyLine.parse(LINE + " ünï")).hasToString(LINE);
    }

    @Test
    void aLineThatWasWrittenIsReadAgain() throws Exception {
        assertThat(PublicKeyLine.parse(LINE)).isEqualTo(KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ssh-ed25519",
                "ssh-ed25519 ",
                "ssh-ed25519 !!!!",
                "ssh-ed25519 AAAA",
                "ssh-dss AAAAB3NzaC1kc3M=",
                "sk-ssh-ed25519@openssh.com AAAA",
                "ssh-ed25519-cert-v01@openssh.com AAAA",
                "SSH-ED25519 LINE",
                "restrict ssh-ed25519 LINE",
                "command=\"sh\" ssh-ed25519 LINE",
                "@cert-authority * ssh-ed25519 LINE",
                "# ssh-ed25519 LINE",
                "ssh-ed25519 LINE\nssh-ed25519 LINE",
                "ssh-ed25519 LINE\rx",
                "ssh-ed25519 LINE \u0000",
                "ssh-ed25519 LINE \u0085x",
                "ssh-ed25519\u00a0LINE",
                "ssh-ed25519 LINE=",
                "ssh-rsa LINE",
                "ecdsa-sha2-nistp256 LINE"
            })
    void whatIsNotOneLineWithOneKeyIsRefused(String form) {
        String line = form.replace("LINE", LINE.substring(LINE.indexOf(' ') + 1));
        assertThatThrownBy(() -> PublicKeyLine.parse(line)).isInstanceOf(MalformedException.class);
    }

    @Test
    void aLineIsBounded() throws Exception {
        String comment = "c".repeat(PublicKeyLine.LENGTH_MAX - LINE.length() - 1);
        assertThat(PublicKeyLine.parse(LINE + " " + comment)).isEqualTo(KEY);
        assertThatThrownBy(() -> PublicKeyLine.parse(LINE + " " + comment + "c"))
                .isInstanceOf(MalformedException.class);
    }

    private static SshWriter blob(String type) {
        return new SshWriter().string(type);
    }

    private static void refused(PublicKeyLine.Type type, SshWriter blob) {
        byte[] bytes = blob.toArray();
        String line = type.label() + " " + Base64.getEncoder().encodeToString(bytes);
        assertThatThrownBy(() -> PublicKeyLine.parse(line)).isInstanceOf(MalformedException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PublicKeyLine(type, Bytes.copyOf(bytes)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void anEd25519KeyHasThirtyTwoBytes(int size) {
        refused(PublicKeyLine.Type.ED25519, blob("ssh-ed25519").string(new byte[size]));
    }

    @Test
    void nothingFollowsAKey() {
        refused(
                PublicKeyLine.Type.ED25519,
                blob("ssh-ed25519").string(new byte[32]).raw(new byte[1]));
    }

    @ParameterizedTest
    @ValueSource(ints = {33, 31, -1, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void aLengthDoesNotLie(int length) {
        refused(PublicKeyLine.Type.ED25519, blob("ssh-ed25519").number(length).raw(new byte[32]));
    }

    @Test
    void aLengthIsNotCutShort() {
        refused(PublicKeyLine.Type.ED25519, blob("ssh-ed25519").raw(new byte[3]));
        refused(PublicKeyLine.Type.ED25519, new SshWriter());
    }

    @Test
    void aPointIsUncompressedAndOfTheNamedCurve() {
        byte[] point = new byte[65];
        point[0] = 4;
        PublicKeyLine.Type type = PublicKeyLine.Type.ECDSA_P256;
        assertThat(
                        new PublicKeyLine(
                                        type,
                                        Bytes.copyOf(
                                                blob(type.label())
                                                        .string("nistp256")
                                                        .string(point)
                                                        .toArray()))
                                .type())
                .isEqualTo(type);
        refused(type, blob(type.label()).string("nistp384").string(point));
        refused(type, blob(type.label()).string("nistp256").string(new byte[65]));
        refused(type, blob(type.label()).string("nistp256").string(new byte[33]));
    }

    @ParameterizedTest
    @CsvSource({"2047, false", "2048, true", "16384, true", "16385, false"})
    void anRsaKeyHasASizeThatOpenSshUses(int bits, boolean accepted) {
        PublicKeyLine.Type type = PublicKeyLine.Type.RSA;
        byte[] modulus = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE).toByteArray();
        SshWriter blob = blob("ssh-rsa").string(new byte[] {1, 0, 1}).string(modulus);
        if (accepted) {
            assertThat(new PublicKeyLine(type, Bytes.copyOf(blob.toArray())).type())
                    .isEqualTo(type);
        } else {
            refused(type, blob);
        }
    }

    @Test
    void numbersOfAnRsaKeyArePositiveAndInTheirShortestForm() {
        PublicKeyLine.Type type = PublicKeyLine.Type.RSA;
        byte[] modulus = BigInteger.ONE.shiftLeft(2047).add(BigInteger.ONE).toByteArray();
        byte[] negative = modulus.clone();
        negative[0] = (byte) 0x80;
        byte[] padded = new byte[modulus.length + 1];
        System.arraycopy(modulus, 0, padded, 1, modulus.length);
        byte[] e = {3};
        refused(type, blob("ssh-rsa").string(e).string(negative));
        refused(type, blob("ssh-rsa").string(e).string(padded));
        refused(type, blob("ssh-rsa").string(new byte[] {0, 3}).string(modulus));
        refused(type, blob("ssh-rsa").string(new byte[0]).string(modulus));
        refused(type, blob("ssh-rsa").string(new byte[10]).string(modulus));
    }
}
