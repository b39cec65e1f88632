package dev.holdfast.client.setup;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where a login leads by somebody's settings of ssh.
 *
 * @param host an address or a name for the network, no alias any more
 * @param detour the option that makes ssh go another way than straight there, as {@code Name=value}
 */
record SshRoute(String host, int port, Optional<String> detour) {
    private static final String NONE = "none";

    /**
     * Reads what {@code ssh -G} prints: a line for each option, its name in lower case.
     *
     * @throws IOException when host and port are not in it
     */
    static SshRoute parse(String settings) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String line : settings.lines().toList()) {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                values.putIfAbsent(line.substring(0, blank), line.substring(blank + 1).strip());
            }
        }
        String host = values.getOrDefault("hostname", "");
        String port = values.getOrDefault("port", "");
        if (host.isEmpty() || !port.matches("[0-9]{1,5}")) {
            throw new IOException("ssh -G tells no host name and port");
        }
        return new SshRoute(host, Integer.parseInt(port), detour(values));
    }

    private static Optional<String> detour(Map<String, String> values) {
        for (String name : new String[] {"ProxyJump", "ProxyCommand"}) {
            String value = values.getOrDefault(name.toLowerCase(Locale.ROOT), NONE);
            if (!value.equals(NONE)) {
                return Optional.of(name + "=" + value);
            }
        }
        return Optional.empty();
    }
}
