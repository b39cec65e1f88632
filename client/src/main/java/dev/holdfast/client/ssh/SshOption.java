package dev.holdfast.client.ssh;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** An option for ssh that somebody added, such as {@code ProxyJump=gate.example.org}. */
final class SshOption {
    private static final Pattern FORM = Pattern.compile("([A-Za-z][A-Za-z0-9]*)=(\\P{Cntrl}+)");

    /** What keeps the connection ours and the server proven; in lower case. */
    private static final Set<String> FIXED =
            Set.of(
                    "batchmode",
                    "checkhostip",
                    "globalknownhostsfile",
                    "hostkeyalgorithms",
                    "hostkeyalias",
                    "identitiesonly",
                    "identityagent",
                    "identityfile",
                    "knownhostscommand",
                    "port",
                    "stricthostkeychecking",
                    "updatehostkeys",
                    "user",
                    "userknownhostsfile",
                    "verifyhostkeydns");

    private SshOption() {}

    /** What is wrong with it, or nothing when it may be used. */
    static Optional<String> problemOf(String option) {
        var form = FORM.matcher(option);
        if (!form.matches()) {
            return Optional.of("an option for ssh is written Name=value");
        }
        String name = form.group(1);
        return FIXED.contains(name.toLowerCase(Locale.ROOT))
                ? Optional.of("holdfast itself decides on %s".formatted(name))
                : Optional.empty();
    }
}
