package dev.holdfast.protocol.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.feature.TooNewException;
import dev.holdfast.protocol.Vectors;
import dev.holdfast.protocol.ssh.Ed25519Key;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvitationTest {
    private static final Map<String, String> VECTORS =
            Vectors.read(InvitationTest.class, "accepted.txt");
    private static final Map<String, String> REFUSED =
            Vectors.read(InvitationTest.class, "refused.txt");

    private static final PublicKeyLine HOST_KEY = key(1);

    private static PublicKeyLine key(int first) {
        byte[] seed = new byte[32];
        seed[0] = (byte) first;
        return Ed25519Key.fromSeed(seed).publicKey();
    }

    private static Invitation sample(Invitation.Rights rights, ServerAddress server) {
        return new Invitation(
                new ClientName("web1"),
                rights,
                server,
                Bytes.copyOf(new byte[32]),
                new Timestamp(1_780_000_000, 0));
    }

    private static ServerAddress server(String host, int port, String user) {
        return new ServerAddress(host, port, user, List.of(HOST_KEY));
    }

    private static final Map<String, Invitation> SAMPLES =
            Map.of(
                    "full",
                    sample(Invitation.Rights.FULL, server("backup.example", 22, "holdfast")),
                    "restore-only",
                    sample(
                            Invitation.Rights.RESTORE_ONLY,
                            new ServerAddress(
                                    "2001:db8::1", 65_535, "_h", List.of(HOST_KEY, key(2)))));

    static Stream<String> samples() {
        return SAMPLES.keySet().stream();
    }

    static Stream<String> refused() {
        return REFUSED.keySet().stream();
    }

    private static String line(String name) {
        return Objects.requireNonNull(VECTORS.get(name));
    }

    private static Invitation sample(String name) {
        return Objects.requireNonNull(SAMPLES.get(name));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anInvitationIsWrittenAndReadAsEver(String name) throws Exception {
        assertThat(sample(name).line()).isEqualTo(line(name));
        assertThat(Invitation.parse(line(name))).isEqualTo(sample(name));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatNoInvitationCanBeIsRefused(String name) {
        String refused = Objects.requireNonNull(REFUSED.get(name));
        assertThatThrownBy(() -> Invitation.parse(refused)).isInstanceOf(MalformedException.class);
    }

    @Test
    void whiteSpaceDoesNotMatter() throws Exception {
        String line = line("full");
        String folded = line.replaceAll("(.{40})", "$1\r\n ");
        assertThat(Invitation.parse("\t " + folded + "\n")).isEqualTo(sample("full"));
    }

    @Test
    void everyLetterMistypedIsFound() {
        String line = line("full");
        for (int i = 0; i < line.length(); i++) {
            char other = line.charAt(i) == 'A' ? 'B' : 'A';
            String mistyped = line.substring(0, i) + other + line.substring(i + 1);
            assertThatThrownBy(() -> Invitation.parse(mistyped))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageMatching(
                            "invitation is not complete or mistyped: copy it once more"
                                    + "|not an invitation: it does not begin with"
                                    + " holdfast-invite-1\\.");
        }
    }

    @Test
    void everyTruncationIsFound() {
        String line = line("full");
        for (int i = 0; i < line.length(); i++) {
            String cut = line.substring(0, i);
            assertThatThrownBy(() -> Invitation.parse(cut)).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void aLaterFormAsksForANewerProgram() {
        assertThatThrownBy(() -> Invitation.parse("holdfast-invite-2.AAAA"))
                .isInstanceOf(TooNewException.class)
                .hasMessageContaining("holdfast-invite-2");
    }

    @Test
    void aLineIsBounded() {
        assertThatThrownBy(() -> Invitation.parse(" ".repeat(16_384) + line("full")))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("too long");
    }

    @Test
    void theLineIsOneWordThatAnyShellTakesAsItIs() {
        assertThat(line("full")).matches("[A-Za-z0-9._-]+");
    }

    @Test
    void theSeedIsTheOneUseKeyAndIsNotShown() {
        byte[] seed = Vectors.bytes("5e".repeat(32));
        Invitation invitation =
                new Invitation(
                        new ClientName("web1"),
                        Invitation.Rights.FULL,
                        server("h", 1, "u"),
                        Bytes.copyOf(seed),
                        new Timestamp(0, 0));
        assertThat(invitation.key().publicKey()).isEqualTo(Ed25519Key.fromSeed(seed).publicKey());
        assertThat(invitation.toString()).doesNotContain("5e5e").doesNotContain("^^");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-oProxyCommand=x",
                "a b",
                "a@b",
                "a/b",
                "[::1]",
                "a\n",
                "a%eth0",
                "ä",
                "$(x)"
            })
    void aHostIsNoOptionAndNothingElse(String host) {
        assertThatIllegalArgumentException().isThrownBy(() -> server(host, 22, "holdfast"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-l", "Root", "a b", "a@b", "0day", "u\n"})
    void aUserIsNoOptionAndNothingElse(String user) {
        assertThatIllegalArgumentException().isThrownBy(() -> server("h", 22, user));
    }

    @Test
    void everyPartIsBounded() {
        assertThat(server("h".repeat(253), 1, "u".repeat(32)).port()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> server("h".repeat(254), 1, "u"));
        assertThatIllegalArgumentException().isThrownBy(() -> server("h", 1, "u".repeat(33)));
        assertThatIllegalArgumentException().isThrownBy(() -> server("h", 0, "u"));
        assertThatIllegalArgumentException().isThrownBy(() -> server("h", 65_536, "u"));
        for (int count : new int[] {0, 9}) {
            List<PublicKeyLine> keys = Collections.nCopies(count, HOST_KEY);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ServerAddress("h", 22, "u", keys));
        }
        for (int size : new int[] {0, 31, 33}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            new Invitation(
                                    new ClientName("web1"),
                                    Invitation.Rights.FULL,
                                    server("h", 22, "u"),
                                    Bytes.copyOf(new byte[size]),
                                    new Timestamp(0, 0)));
        }
    }
}
