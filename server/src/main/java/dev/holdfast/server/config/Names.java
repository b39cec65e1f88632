package dev.holdfast.server.config;

import dev.holdfast.model.Printable;
import java.util.regex.Pattern;

/** The forms of what is handed to ssh and useradd: nothing that either could take for an option. */
final class Names {
    /** A host name, an IPv4 or an IPv6 address without brackets. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9:][A-Za-z0-9.:_-]{0,252}");

    /** What useradd(8) calls a portable name. */
    private static final Pattern USER = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");

    private Names() {}

    static void requireHost(String host) {
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "not a host name or address: '%s'".formatted(Printable.of(host)));
        }
    }

    static void requireUser(String user) {
        if (!USER.matcher(user).matches()) {
            throw new IllegalArgumentException(
                    "not a user's name: '%s'".formatted(Printable.of(user)));
        }
    }
}
