package dev.holdfast.protocol.invite;

import dev.holdfast.model.Printable;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a server is and how to know it. Nothing here can be taken for an option by {@code ssh}.
 *
 * @param host a name, or an IPv4 or IPv6 address without brackets
 * @param port 1 to 65535
 * @param user the account
 * @param hostKeys that the server may show, 1 to {@link #HOST_KEYS_MAX}
 */
public record ServerAddress(String host, int port, String user, List<PublicKeyLine> hostKeys) {
    /** One of each type, and one of each to come. */
    public static final int HOST_KEYS_MAX = 8;

    public static final int PORT_STANDARD = 22;

    private static final int PORT_MAX = 65_535;

    /** DNS allows 253 characters. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9:][A-Za-z0-9.:_-]{0,252}");

    /** What useradd allows. */
    private static final Pattern USER = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");

    /**
     * @throws IllegalArgumentException if it is no address
     */
    public ServerAddress {
        hostKeys = List.copyOf(hostKeys);
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("not a host: '%s'".formatted(Printable.of(host)));
        }
        if (!USER.matcher(user).matches()) {
            throw new IllegalArgumentException("not a user: '%s'".formatted(Printable.of(user)));
        }
        if (port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        if (hostKeys.isEmpty() || hostKeys.size() > HOST_KEYS_MAX) {
            throw new IllegalArgumentException("%d host keys".formatted(hostKeys.size()));
        }
    }
}
