package dev.holdfast.client.ssh;

import dev.holdfast.protocol.invite.ServerAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of ssh. Of two values for an option ssh takes the first, so what makes the
 * connection safe stands first, then what somebody added, then what they may change by that.
 */
final class SshCommand {
    /** The fastest first (measured over a loopback connection), then what every server has. */
    static final String CIPHERS =
            "aes128-gcm@openssh.com,aes256-gcm@openssh.com,chacha20-poly1305@openssh.com,"
                    + "aes256-ctr,aes192-ctr,aes128-ctr";

    private SshCommand() {}

    /**
     * @throws IOException when ssh cannot be given the path of a file
     */
    static List<String> of(SshLogin login) throws IOException {
        ServerAddress server = login.server();
        List<String> words = new ArrayList<>(List.of("ssh", "-F", "none", "-T", "-x", "-a"));
        option(words, "IdentitiesOnly=yes");
        option(words, "IdentityFile=" + ServerText.file(login.identity()));
        option(words, "IdentityAgent=none");
        option(words, "UserKnownHostsFile=" + ServerText.file(login.knownHosts()));
        option(words, "GlobalKnownHostsFile=/dev/null");
        option(words, "StrictHostKeyChecking=yes");
        option(words, "HostKeyAlgorithms=" + ServerText.hostKeyAlgorithms(server.hostKeys()));
        option(words, "HostKeyAlias=" + ServerText.ALIAS);
        option(words, "CheckHostIP=no");
        option(words, "UpdateHostKeys=no");
        option(words, "BatchMode=yes");
        login.options().forEach(added -> option(words, added));
        option(words, "ServerAliveInterval=30");
        option(words, "ConnectTimeout=30");
        option(words, "Ciphers=" + CIPHERS);
        option(words, "Compression=no");
        words.addAll(List.of("-p", String.valueOf(server.port())));
        words.addAll(List.of("--", server.user() + "@" + server.host()));
        return List.copyOf(words);
    }

    private static void option(List<String> words, String option) {
        words.add("-o");
        words.add(option);
    }
}
