package dev.holdfast.client.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.ssh.SshFailure.Kind;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.ssh.Ed25519Key;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshFailureTest {
    private static final ServerAddress SERVER =
            new ServerAddress(
                    "b", 22, "holdfast", List.of(Ed25519Key.fromSeed(new byte[32]).publicKey()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ssh: connect to host b port 22: Connection refused | UNREACHABLE",
                "ssh: Could not resolve hostname b: Name or service not known | UNREACHABLE",
                "ssh: connect to host b port 22: Connection timed out | UNREACHABLE",
                "ssh: connect to host b port 22: No route to host | UNREACHABLE",
                "ssh: connect to host b port 22: Network is unreachable | UNREACHABLE",
                "Connection to b port 22 timed out | UNREACHABLE",
                "Connection timed out during banner exchange | UNREACHABLE",
                "kex_exchange_identification: Connection closed by remote host | UNREACHABLE",
                "kex_exchange_identification: read: Connection reset by peer | UNREACHABLE",
                "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @ | HOST_KEY_CHANGED",
                "Unable to negotiate with b port 22: no matching host key type found. Their offer:"
                        + " ssh-rsa | HOST_KEY_CHANGED",
                "No ED25519 host key is known for b and you have requested strict checking."
                        + " | HOST_KEY_UNKNOWN",
                "holdfast@b: Permission denied (publickey). | NOT_ACCEPTED",
                "Received disconnect from b port 22:2: Too many authentication failures"
                        + " | NOT_ACCEPTED",
                "Permissions 0644 for 'k' are too open. UNPROTECTED PRIVATE KEY FILE! | MISUSED",
                "Load key \"/k\": invalid format | MISUSED",
                "command-line: line 0: Bad configuration option: foo | MISUSED",
                "command-line line 0: no argument after keyword \"proxyjump\" | MISUSED",
                "client_loop: send disconnect: Broken pipe | LOST",
                "Connection to b closed by remote host. | LOST",
                "Timeout, server b not responding. | LOST",
                "Read from remote host b: Connection reset by peer | LOST",
                "something that no version has said so far | LOST",
            })
    void whatSshSaysTellsTheKindOfFailure(String line, Kind kind) {
        assertThat(SshFailure.of(SERVER, 255, List.of("", line)).kind()).isEqualTo(kind);
    }

    @Test
    void aChangedHostKeyComesBeforeWhatFollowsFromIt() {
        List<String> lines =
                List.of(
                        "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @",
                        "Host key verification failed.");
        assertThat(SshFailure.of(SERVER, 255, lines))
                .isEqualTo(
                        new SshFailure(
                                Kind.HOST_KEY_CHANGED,
                                "the host key of holdfast@b is not the one it had: somebody may be"
                                        + " in between; if the server was moved or reinstalled, run"
                                        + " holdfast setup --move HOST here, which shows the new"
                                        + " one"));
    }

    @Test
    void aKeyThatIsNotAcceptedComesWithTheCommandThatHelps() {
        assertThat(
                        SshFailure.of(
                                        SERVER,
                                        255,
                                        List.of("holdfast@b: Permission denied (publickey)."))
                                .sentence())
                .isEqualTo(
                        "holdfast@b does not accept this client's key: run holdfast server"
                                + " invite NAME"
                                + " on it and holdfast setup here with what it prints");
    }

    @Test
    void onlyWhatMaySucceedByItselfIsTransient() {
        assertThat(List.of(Kind.values()))
                .filteredOn(Kind::isTransient)
                .containsExactly(Kind.UNREACHABLE, Kind.LOST);
    }

    @ParameterizedTest
    @CsvSource({
        "0, holdfast@b ended the connection without an error (no)",
        "1, what holdfast@b runs for this client ended with exit code 1 (no)",
        "127, holdfast@b does not find holdfast: is it installed there? (no)",
        "254, what holdfast@b runs for this client ended with exit code 254 (no)",
    })
    void anyOtherExitCodeIsTheRemoteCommands(int exitCode, String sentence) {
        assertThat(SshFailure.of(SERVER, exitCode, List.of("no")))
                .isEqualTo(new SshFailure(Kind.REMOTE, sentence));
    }

    @Test
    void whatTheServerSaysIsShownEscapedAndCut() {
        List<String> lines = List.of("first", "\u001b[2J", "second", " ", "x".repeat(1000));
        assertThat(SshFailure.of(SERVER, 1, lines).sentence())
                .contains("(\\x1b[2J; second; xxx")
                .endsWith("x…)")
                .hasSizeLessThan(500);
    }

    @Test
    void silenceIsNotQuoted() {
        assertThat(SshFailure.of(SERVER, 255, Collections.emptyList()))
                .isEqualTo(new SshFailure(Kind.LOST, "the connection to holdfast@b failed"));
    }
}
