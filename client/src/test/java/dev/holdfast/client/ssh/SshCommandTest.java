package dev.holdfast.client.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.ssh.Ed25519Key;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshCommandTest {
    private static final ServerAddress SERVER =
            new ServerAddress(
                    "backup.example.org",
                    2222,
                    "holdfast",
                    List.of(Ed25519Key.fromSeed(new byte[32]).publicKey()));

    @Test
    void theWholeCommandLineIsAsItMustBe() throws Exception {
        assertThat(command(Path.of("/state"), List.of("ProxyJump=gate")))
                .containsExactly(
                        words(
                                "ssh -F none -T -x -a -o IdentitiesOnly=yes"
                                        + " -o IdentityFile=\"/state/ssh-key\" -o"
                                        + " IdentityAgent=none"
                                        + " -o UserKnownHostsFile=\"/state/known_hosts\""
                                        + " -o GlobalKnownHostsFile=/dev/null"
                                        + " -o StrictHostKeyChecking=yes"
                                        + " -o HostKeyAlgorithms=ssh-ed25519"
                                        + " -o HostKeyAlias=holdfast-server -o CheckHostIP=no"
                                        + " -o UpdateHostKeys=no -o BatchMode=yes"
                                        + " -o ProxyJump=gate"
                                        + " -o ServerAliveInterval=30 -o ConnectTimeout=30"
                                        + " -o"
                                        + " Ciphers=aes128-gcm@openssh.com,aes256-gcm@openssh.com,"
                                        + "chacha20-poly1305@openssh.com,aes256-ctr,"
                                        + "aes192-ctr,aes128-ctr"
                                        + " -o Compression=no -p 2222"
                                        + " -- holdfast@backup.example.org"));
    }

    @ParameterizedTest
    @CsvSource({
        "/a b, \"/a b/ssh-key\"",
        "/100%, \"/100%%/ssh-key\"",
        "/$HOME, \"/$HOME/ssh-key\"",
        "/~, \"/~/ssh-key\"",
        "/ä, \"/ä/ssh-key\"",
    })
    void aPathReachesSshAsItIs(Path state, String quoted) throws Exception {
        assertThat(command(state, List.of())).contains("IdentityFile=" + quoted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\"b", "/a\\b", "/${HOME}", "/a\nb"})
    void aPathThatSshWouldChangeIsRefused(String state) {
        assertThatThrownBy(() -> command(Path.of(state), List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("ssh cannot use a file with such a path: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ProxyJump=gate.example.org",
                "ProxyCommand=nc -x proxy:1080 %h %p",
                "AddressFamily=inet6",
                "ServerAliveInterval=5",
            })
    void aHarmlessOptionMayBeAdded(String option) {
        assertThat(SshOption.problemOf(option)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ProxyJump",
                "ProxyJump gate",
                "ProxyJump=",
                "=gate",
                "-v",
                "ProxyJump=a\nb",
                "Proxy Jump=gate"
            })
    void anOptionThatIsNotWrittenAsNameAndValueIsRefused(String option) {
        assertThat(SshOption.problemOf(option)).contains("an option for ssh is written Name=value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"StrictHostKeyChecking=no", "stricthostkeychecking=no", "User=root"})
    void anOptionThatHoldfastDecidesOnIsRefusedHoweverItIsSpelt(String option) {
        assertThat(SshOption.problemOf(option)).isPresent();
        assertThatThrownBy(() -> command(Path.of("/state"), List.of(option)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String[] words(String line) {
        return line.split(" ");
    }

    private static List<String> command(Path state, List<String> options) throws IOException {
        return SshCommand.of(
                new SshLogin(
                        SERVER, state.resolve("ssh-key"), state.resolve("known_hosts"), options));
    }
}
