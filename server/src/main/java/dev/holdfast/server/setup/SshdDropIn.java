package dev.holdfast.server.setup;

import dev.holdfast.server.config.ServerConfig;

/** Our part of sshd's configuration: what holds for the service user, whatever its keys say. */
final class SshdDropIn {
    private SshdDropIn() {}

    /** The last line ends the block for sshds in which it would run on beyond the included file. */
    static String text(ServerConfig config) {
        return """
        # Written by 'holdfast server setup'; what is changed here is lost when it runs again.
        Match User %s
            AuthorizedKeysFile %s
            AuthenticationMethods publickey
            PubkeyAuthentication yes
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            AllowTcpForwarding no
            AllowStreamLocalForwarding no
            AllowAgentForwarding no
            X11Forwarding no
            PermitTTY no
            PermitUserRC no
            PermitTunnel no
            MaxSessions 1
            ClientAliveInterval 30
            ClientAliveCountMax 4
            Banner none
        Match all
        """
                .formatted(config.user(), '"' + keys(config) + '"');
    }

    /** What {@code sshd -T} prints for the service user if the drop-in counts. */
    static String proof(ServerConfig config) {
        return "authorizedkeysfile " + keys(config);
    }

    /** sshd expands % in the path. */
    private static String keys(ServerConfig config) {
        return config.authorizedKeys().toString().replace("%", "%%");
    }
}
