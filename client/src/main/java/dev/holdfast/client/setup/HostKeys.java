package dev.holdfast.client.setup;

import dev.holdfast.model.MalformedException;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The host keys that a server shows to anybody, and which one somebody meant. Pure. */
final class HostKeys {
    private HostKeys() {}

    /**
     * Reads a file of known hosts, the best kind of key first. Keys of kinds that are not used are
     * left out.
     */
    static List<PublicKeyLine> parse(String scan) {
        List<PublicKeyLine> keys = new ArrayList<>();
        for (String line : scan.lines().toList()) {
            int blank = line.indexOf(' ');
            if (!line.startsWith("#") && blank > 0) {
                parseKey(line.substring(blank + 1)).ifPresent(keys::add);
            }
        }
        return keys.stream().distinct().sorted(Comparator.comparing(PublicKeyLine::type)).toList();
    }

    /**
     * The key that is meant.
     *
     * @param wanted a fingerprint ({@code SHA256:…}) or a public key
     */
    static Optional<PublicKeyLine> find(List<PublicKeyLine> keys, String wanted) {
        String stripped = wanted.strip();
        Optional<PublicKeyLine> key = parseKey(stripped);
        return keys.stream()
                .filter(each ->
                        each.fingerprint().equals(stripped) || key.filter(each::equals).isPresent())
                .findFirst();
    }

    private static Optional<PublicKeyLine> parseKey(String line) {
        try {
            return Optional.of(PublicKeyLine.parse(line));
        } catch (MalformedException otherKind) {
            return Optional.empty();
        }
    }
}
