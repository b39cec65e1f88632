package dev.holdfast.client.setup;

import dev.holdfast.model.Printable;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code USER@HOST[:PORT]}, an IPv6 address in brackets when a port follows.
 *
 * @param host may be an alias of ssh's settings
 * @param port absent where ssh's settings decide
 */
record LoginTarget(String user, String host, OptionalInt port) {
    private static final String USER = "(?<user>[A-Za-z0-9_][A-Za-z0-9_.-]{0,63})";
    private static final Pattern FORM =
            Pattern.compile(
                    USER
                            + "@(?:\\[(?<inner>[0-9A-Fa-f:.]+)\\]"
                            + "|(?<host>[A-Za-z0-9][A-Za-z0-9._-]*))"
                            + "(?::(?<port>[0-9]{1,5}))?");
    private static final Pattern BARE_IPV6 =
            Pattern.compile(USER + "@(?<host>[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)");
    private static final int LENGTH_MAX = 330;
    private static final int PORT_MAX = 65_535;

    /** Nothing when the text is not of this form. */
    static Optional<LoginTarget> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (text.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        if (form.matches()) {
            String inner = form.group("inner");
            String port = form.group("port");
            return of(
                    form.group("user"),
                    inner == null ? form.group("host") : inner,
                    port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port)));
        }
        Matcher ipv6 = BARE_IPV6.matcher(text);
        return ipv6.matches()
                ? of(ipv6.group("user"), ipv6.group("host"), OptionalInt.empty())
                : Optional.empty();
    }

    private static Optional<LoginTarget> of(String user, String host, OptionalInt port) {
        return port.stream().allMatch(number -> number >= 1 && number <= PORT_MAX)
                ? Optional.of(new LoginTarget(user, host, port))
                : Optional.empty();
    }

    /** Without the port, as ssh takes it. */
    @Override
    public String toString() {
        return Printable.of("%s@%s".formatted(user, host));
    }
}
